CREATE TABLE pazienti (
  id bigint PRIMARY KEY,
  cognome varchar(80),
  nome varchar(80),
  codice_fiscale char(16),
  data_nascita date,
  comune_nascita varchar(80),
  medico_curante varchar(120),
  tessera_sanitaria varchar(20),
  patologie_croniche text,
  farmaci_assunti text,
  peso_kg numeric(5,1),
  altezza_cm integer,
  telefono_casa varchar(20),
  pec varchar(120),
  indirizzo varchar(200),
  civico varchar(10),
  provincia varchar(2),
  contatto_emergenza varchar(120),
  consenso_privacy boolean
);

CREATE TABLE visite (
  paziente_id bigint,
  data_visita timestamp,
  anamnesi text,
  esito text,
  ambulatorio varchar(40)
);

CREATE TABLE medici (
  nominativo varchar(120),
  specializzazione varchar(60),
  cellulare varchar(20),
  firma bytea
);

CREATE TABLE farmaci (
  nome varchar(80),
  principio_attivo varchar(80),
  prezzo numeric(8,2),
  scadenza date,
  note text
);

CREATE TABLE ambulatori (
  nome varchar(60),
  indirizzo varchar(200),
  piano integer,
  telefono varchar(20),
  cap varchar(5)
);
