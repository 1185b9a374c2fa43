CREATE TABLE huurders (
  id bigint PRIMARY KEY,
  voorletters varchar(10),
  tussenvoegsel varchar(20),
  achternaam varchar(80),
  geboortedatum date,
  geslacht char(1),
  bsn varchar(9),
  telefoonnummer varchar(20),
  mobiel varchar(20),
  emailadres varchar(120),
  correspondentieadres varchar(200),
  postcode varchar(7),
  woonplaats varchar(80),
  burgerlijke_staat varchar(20),
  bruto_jaarinkomen numeric(12,2),
  rekeningnummer varchar(34),
  nationaliteit varchar(40),
  aantal_kinderen integer,
  huisarts varchar(80),
  opmerkingen text,
  inschrijfdatum date,
  actief boolean
);

CREATE TABLE medewerkers (
  volledige_naam varchar(160),
  functie varchar(60),
  datum_in_dienst date,
  inlognaam varchar(40),
  wachtwoord varchar(100),
  pasfoto varchar(200),
  personeelsnummer varchar(10),
  verzuimpercentage numeric(5,2)
);

CREATE TABLE woningen (
  straat varchar(80),
  huisnummer varchar(8),
  wijk varchar(60),
  bouwjaar integer,
  aantal_kamers integer,
  huurprijs numeric(8,2),
  energielabel varchar(2),
  soort varchar(20)
);

CREATE TABLE reparatieverzoeken (
  huurder_id bigint,
  omschrijving text,
  foto varchar(200),
  datum_gemeld timestamp,
  status varchar(20),
  voorkeurstijd varchar(40)
);

CREATE TABLE leveranciers (
  bedrijfsnaam varchar(120),
  kvk_nummer varchar(8),
  adres varchar(200),
  telefoon varchar(20),
  contactpersoon varchar(120),
  btw_nummer varchar(14)
);
