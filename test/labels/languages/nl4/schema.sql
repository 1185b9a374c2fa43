CREATE TABLE patienten (
  achternaam varchar(80),
  initialen varchar(10),
  geb_datum date,
  geslacht char(1),
  burgerservicenummer varchar(9),
  straat_huisnummer varchar(120),
  telefoon_mobiel varchar(20),
  e_mail varchar(120),
  verzekeraar varchar(60),
  polisnummer varchar(20),
  medicijngebruik text,
  contactpersoon_nood varchar(120),
  aangemaakt_op timestamp
);

CREATE TABLE afspraken (
  patient_id bigint,
  klacht text,
  tijdstip timestamp,
  kamer varchar(20)
);

CREATE TABLE behandelingen (
  omschrijving text,
  tarief numeric(8,2),
  duur_minuten integer
);

CREATE TABLE artsen (
  naam varchar(120),
  specialisme varchar(60),
  big_nummer varchar(12)
);

CREATE TABLE kamers (
  naam varchar(40),
  verdieping integer
);
