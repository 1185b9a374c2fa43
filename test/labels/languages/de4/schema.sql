CREATE TABLE benutzerkonten (
  login varchar(60),
  kennwort_hash varchar(100),
  anzeigename varchar(80),
  rolle varchar(20),
  gesperrt boolean,
  sicherheitsfrage_antwort varchar(200)
);

CREATE TABLE bewerber (
  vor_und_nachname varchar(160),
  geburtsdatum date,
  anschrift_strasse varchar(100),
  anschrift_plz varchar(10),
  mobilnummer varchar(30),
  gehaltswunsch numeric(10,2),
  lebenslauf_datei varchar(200),
  schwerbehinderung boolean,
  eingang_am timestamp
);

CREATE TABLE stellen (
  titel varchar(100),
  abteilung varchar(60),
  gehalt_von numeric(10,2),
  arbeitsort varchar(60)
);

CREATE TABLE protokoll (
  benutzer varchar(60),
  ip_adresse varchar(45),
  aktion varchar(60),
  zeitpunkt timestamp
);
