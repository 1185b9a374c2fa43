CREATE TABLE ospiti (
  id bigint PRIMARY KEY,
  cognome varchar(80),
  nome varchar(80),
  data_nascita date,
  luogo_nascita varchar(80),
  cittadinanza varchar(60),
  sesso char(1),
  codice_fiscale varchar(16),
  tipo_documento varchar(20),
  numero_documento varchar(20),
  indirizzo_residenza varchar(200),
  cap varchar(5),
  comune_residenza varchar(80),
  cellulare varchar(20),
  indirizzo_email varchar(120),
  targa_auto varchar(10),
  intolleranze text,
  carta_credito varchar(19),
  preferenze text,
  note text
);

CREATE TABLE dipendenti (
  nominativo varchar(160),
  matricola varchar(10),
  mansione varchar(60),
  stipendio_lordo numeric(10,2),
  iban varchar(34),
  data_assunzione date,
  nome_utente varchar(60),
  password varchar(100),
  iscrizione_sindacale boolean,
  stato_civile varchar(20)
);

CREATE TABLE prenotazioni (
  ospite_id bigint,
  data_arrivo date,
  data_partenza date,
  richieste_particolari text,
  importo_totale numeric(10,2),
  via varchar(40),
  stato varchar(20)
);

CREATE TABLE camere (
  numero varchar(6),
  piano integer,
  posti_letto integer,
  prezzo_base numeric(8,2),
  descrizione text,
  nome varchar(40)
);

CREATE TABLE fornitori (
  ragione_sociale varchar(120),
  partita_iva varchar(11),
  telefono varchar(20),
  indirizzo varchar(200),
  categoria varchar(40)
);

CREATE TABLE accessi_log (
  indirizzo_ip varchar(45),
  data timestamp,
  esito varchar(20)
);
