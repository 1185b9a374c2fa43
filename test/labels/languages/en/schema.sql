CREATE TABLE gym_members (
  id bigint PRIMARY KEY,
  first_name varchar(80),
  family_name varchar(80),
  dob date,
  sex char(1),
  mobile varchar(20),
  email_addr varchar(255),
  home_address text,
  postcode varchar(10),
  emergency_contact_name varchar(120),
  emergency_contact_phone varchar(20),
  medical_conditions text,
  pin_hash varchar(100),
  photo_path varchar(200),
  joined_on date,
  plan_id bigint,
  referral_source varchar(40),
  marketing_opt_in boolean,
  last_visit_at timestamp
);

CREATE TABLE trainers (
  trainer_name varchar(120),
  hourly_rate numeric(8,2),
  bank_sort_code varchar(8),
  national_insurance_no varchar(12),
  biography text,
  contact_email varchar(200),
  specialty varchar(80)
);

CREATE TABLE class_bookings (
  member_id bigint,
  class_id bigint,
  booked_at timestamp,
  client_ip varchar(45),
  special_requests text,
  status varchar(20)
);

CREATE TABLE equipment (
  name varchar(80),
  model_number varchar(40),
  serial_number varchar(40),
  manufacturer_email varchar(200),
  purchase_date date,
  max_user_weight integer,
  location varchar(40),
  condition varchar(20)
);

CREATE TABLE clubs (
  club_name varchar(100),
  address varchar(200),
  phone varchar(20),
  opening_date date,
  capacity integer,
  city varchar(60)
);
