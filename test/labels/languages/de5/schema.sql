CREATE TABLE mitarbeiter (
  ma_id bigint primary key,
  pers_nr varchar(120),
  anrede varchar(120),
  titel varchar(120),
  nachname varchar(120),
  vorname varchar(120),
  geb_name varchar(120),
  geb_dat date,
  geb_ort varchar(120),
  staatsang varchar(120),
  fam_stand varchar(120),
  konfession varchar(120),
  steuer_id varchar(120),
  sv_nr varchar(120),
  str_nr varchar(120),
  plz varchar(120),
  wohnort varchar(120),
  tel_privat varchar(120),
  handy varchar(120),
  email_dienstl varchar(120),
  schwerbeh_grad bigint,
  lichtbild_pfad varchar(120),
  eintritt_dat date,
  austritt_dat date,
  kst_id bigint
);

CREATE TABLE lohnkonten (
  lohnkonto_id bigint primary key,
  ma_id bigint,
  steuerklasse bigint,
  kinderfreibetrag numeric(12,2),
  kirchensteuer_merkmal varchar(120),
  krankenkasse varchar(120),
  iban varchar(120),
  bic varchar(120),
  kontoinhaber varchar(120),
  grundgehalt numeric(12,2),
  vwl_betrag numeric(12,2),
  lohnart varchar(120),
  abr_monat varchar(120)
);

CREATE TABLE krankmeldungen (
  kr_id bigint primary key,
  ma_id bigint,
  krank_von date,
  krank_bis date,
  diagnose_icd varchar(120),
  attest_liegt_vor boolean,
  aussteller_arzt varchar(120)
);

CREATE TABLE angehoerige (
  ang_id bigint primary key,
  ma_id bigint,
  verwandtschaft varchar(120),
  ehegatte_name varchar(120),
  kind_geb_dat date,
  notfall_tel varchar(120)
);

CREATE TABLE kostenstellen (
  kst_id bigint primary key,
  kst_bez varchar(120),
  kst_kurz varchar(120),
  budget_jahr numeric(12,2),
  gueltig_ab date,
  gueltig_bis date
);

CREATE TABLE maschinen (
  masch_nr varchar(120),
  bezeichnung varchar(120),
  hersteller varchar(120),
  bauj bigint,
  standort varchar(120),
  art varchar(120),
  leistung_kw numeric(12,2),
  wartung_faellig date,
  rang bigint,
  gift_klasse varchar(120)
);

CREATE TABLE schichtmodelle (
  modell_kz varchar(120),
  beginn_zeit varchar(120),
  ende_zeit varchar(120),
  pause_min bigint,
  taktung varchar(120),
  farbe_hex varchar(120)
);
