CREATE TABLE mitglieder (
  mitglieds_nr varchar(12),
  name varchar(80),
  vorname varchar(80),
  geburtstag date,
  wohnanschrift varchar(200),
  telefonnr varchar(30),
  e_mail varchar(120),
  bankverbindung varchar(60),
  eintritt date,
  erziehungsberechtigter varchar(120),
  gesundheitszustand text,
  beitragsklasse varchar(20),
  foto_pfad varchar(200),
  passwort varchar(100),
  letzter_login timestamp
);

CREATE TABLE trainer (
  nachname varchar(80),
  lizenznummer varchar(20),
  fuehrungszeugnis_datum date,
  honorar numeric(8,2),
  handynummer varchar(30)
);

CREATE TABLE sportstaetten (
  name varchar(80),
  adresse varchar(200),
  kapazitaet integer,
  hausmeister_telefon varchar(30),
  oeffnungszeit varchar(40)
);

CREATE TABLE termine (
  titel varchar(80),
  ort varchar(80),
  beginn timestamp,
  tag varchar(10),
  art varchar(20)
);

CREATE TABLE spenden (
  spender_name varchar(120),
  betrag numeric(10,2),
  verwendungszweck varchar(120),
  quittung_nr varchar(20)
);
