CREATE TABLE correntisti (
  ndg varchar(120),
  cognome varchar(120),
  nome varchar(120),
  cod_fisc varchar(120),
  data_nasc date,
  luogo_nasc varchar(120),
  prov_nasc varchar(120),
  sesso varchar(120),
  cittadinanza varchar(120),
  stato_civ varchar(120),
  indirizzo varchar(120),
  civico varchar(120),
  cap varchar(120),
  comune_res varchar(120),
  tel_cell varchar(120),
  tel_casa varchar(120),
  posta_elettr varchar(120),
  pec varchar(120),
  num_ci varchar(120),
  scad_ci date,
  titolo_studio varchar(120),
  professione varchar(120),
  reddito_annuo numeric(12,2),
  pep_flag varchar(120)
);

CREATE TABLE conti_correnti (
  num_conto varchar(120),
  abi varchar(120),
  cab varchar(120),
  iban varchar(120),
  saldo_disp numeric(12,2),
  intestatario varchar(120),
  cointestatario varchar(120),
  data_ap date
);

CREATE TABLE movimenti (
  importo numeric(12,2),
  causale varchar(120),
  ordinante varchar(120),
  beneficiario varchar(120),
  data_valuta date,
  divisa varchar(120)
);

CREATE TABLE mutui (
  importo_erog numeric(12,2),
  tasso_ann numeric(12,2),
  durata_mesi bigint,
  garante_nome varchar(120),
  coniuge_cf varchar(120),
  busta_paga_netta numeric(12,2)
);

CREATE TABLE dipendenti (
  matricola varchar(120),
  cognome_nome varchar(120),
  mansione varchar(120),
  stipendio_lordo numeric(12,2),
  iscr_sindacato varchar(120),
  categoria_protetta varchar(120),
  password_hash varchar(120)
);

CREATE TABLE filiali (
  cod_filiale varchar(120),
  denom varchar(120),
  cap_filiale varchar(120),
  orario_sportello varchar(120),
  nr_casse bigint,
  metratura numeric(12,2),
  telefono_filiale varchar(120)
);

CREATE TABLE cambi_valuta (
  divisa_da varchar(120),
  divisa_a varchar(120),
  tasso numeric(12,2),
  rilevato_il timestamp,
  fonte varchar(120),
  camera varchar(120),
  sede varchar(120)
);

CREATE TABLE beni_strumentali (
  descr varchar(120),
  nr_serie varchar(120),
  data_acq date,
  val_residuo numeric(12,2),
  fornitore varchar(120),
  genere varchar(120),
  camera_blindata boolean
);
