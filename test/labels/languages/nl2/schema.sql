CREATE TABLE leerlingen (
  leerlingnummer varchar(12),
  roepnaam varchar(60),
  achternaam varchar(80),
  geboorteplaats varchar(80),
  geb_datum date,
  adres varchar(200),
  thuistelefoon varchar(20),
  mailadres_ouder varchar(120),
  naam_ouder varchar(120),
  allergieen text,
  zorgverzekeraar varchar(80),
  godsdienst varchar(40),
  nationaliteit varchar(40),
  pasfoto varchar(200),
  bsn char(9),
  groep_id integer
);

CREATE TABLE docenten (
  voornaam varchar(60),
  salarisschaal varchar(10),
  bankrekening varchar(34),
  gebruikersnaam varchar(60),
  wachtwoord_hash varchar(100),
  laatste_login timestamp,
  mobiele_telefoon varchar(20),
  lidmaatschap_vakbond boolean
);

CREATE TABLE cijfers (
  leerling_id integer,
  cijfer numeric(3,1),
  opmerking text,
  datum date
);

CREATE TABLE vakken (
  naam varchar(60),
  code varchar(10),
  aantal_uren integer,
  beschrijving text
);

CREATE TABLE lokalen (
  naam varchar(40),
  verdieping integer,
  capaciteit integer,
  soort varchar(20),
  telefoon varchar(20)
);
