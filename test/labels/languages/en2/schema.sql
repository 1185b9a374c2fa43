CREATE TABLE applicants (
  applicant_ref varchar(20),
  legal_forename varchar(80),
  surname varchar(80),
  preferred_pronouns varchar(20),
  passport_no varchar(20),
  visa_expiry date,
  current_employer varchar(120),
  cover_letter text,
  linkedin varchar(200),
  ethnic_origin varchar(40),
  expected_salary numeric(10,2),
  reference_phone varchar(20),
  submitted_at timestamp,
  stage varchar(20)
);

CREATE TABLE vacancies (
  title varchar(120),
  salary_from numeric(10,2),
  location varchar(80),
  description text,
  closing_date date,
  reference varchar(20)
);

CREATE TABLE interviews (
  applicant_id bigint,
  interviewer_email varchar(200),
  score integer,
  notes text,
  room varchar(20)
);

CREATE TABLE rooms (
  name varchar(40),
  floor integer,
  phone_extension varchar(8)
);
