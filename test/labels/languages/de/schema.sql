CREATE TABLE klienten (
  id bigint PRIMARY KEY,
  nachname varchar(80),
  vorname varchar(80),
  geb_datum date,
  geschlecht char(1),
  strasse varchar(100),
  hausnr varchar(10),
  plz varchar(5),
  ort varchar(60),
  telefon_privat varchar(30),
  handy varchar(30),
  mail varchar(120),
  pflegegrad smallint,
  diagnosen text,
  krankenkasse varchar(80),
  versichertennummer varchar(12),
  hausarzt varchar(100),
  aufnahmedatum date,
  notfallkontakt_name varchar(120)
);

CREATE TABLE pflegekraefte (
  personal_nr varchar(12),
  name varchar(120),
  anschrift varchar(200),
  steuer_id varchar(11),
  sv_nummer varchar(14),
  iban varchar(34),
  bruttogehalt numeric(10,2),
  benutzername varchar(60),
  passwort_hash varchar(100),
  eintrittsdatum date,
  qualifikation varchar(80),
  aktiv boolean
);

CREATE TABLE einsaetze (
  klient_id bigint,
  pflegekraft_id bigint,
  beginn timestamp,
  dauer_minuten integer,
  art varchar(40),
  bemerkung text,
  unterschrift bytea
);

CREATE TABLE fahrzeuge (
  kennzeichen varchar(12),
  marke varchar(40),
  modell varchar(40),
  kilometerstand integer,
  naechste_hu date,
  standort varchar(60)
);

CREATE TABLE leistungen (
  bezeichnung varchar(100),
  preis numeric(8,2),
  einheit varchar(20),
  beschreibung text,
  gueltig_ab date,
  alter_preis numeric(8,2)
);
