CREATE TABLE verzekerden (
  verz_id bigint primary key,
  voorletters varchar(120),
  tussenvoegsel varchar(120),
  achternaam varchar(120),
  roepnaam varchar(120),
  meisjesnaam varchar(120),
  geslacht varchar(120),
  geb_datum date,
  geb_plaats varchar(120),
  bsn varchar(120),
  straat varchar(120),
  huisnr varchar(120),
  huisnr_toev varchar(120),
  pc varchar(120),
  wpl varchar(120),
  tel_nr varchar(120),
  mob_nr varchar(120),
  emailadres varchar(120),
  burg_staat varchar(120),
  nationaliteit varchar(120),
  rek_nr varchar(120),
  ten_name_van varchar(120),
  overl_dat date
);

CREATE TABLE polissen (
  polis_nr varchar(120),
  ingangsdat date,
  einddat date,
  premie_mnd numeric(12,2),
  eigen_risico numeric(12,2),
  dekking varchar(120),
  tussenpersoon varchar(120),
  status varchar(120)
);

CREATE TABLE schademeldingen (
  schade_nr varchar(120),
  schade_dat date,
  kenteken varchar(120),
  bestuurder varchar(120),
  rijbewijs_nr varchar(120),
  tegenpartij_naam varchar(120),
  getuige_tel varchar(120),
  letsel_omschr varchar(120),
  toedracht text,
  bedrag numeric(12,2)
);

CREATE TABLE zorgdeclaraties (
  decl_nr varchar(120),
  huisarts varchar(120),
  aandoening varchar(120),
  medicatie varchar(120),
  behandeling varchar(120),
  declaratiebedrag numeric(12,2)
);

CREATE TABLE gezinsleden (
  partner_naam varchar(120),
  kind_naam varchar(120),
  kind_gebdat date,
  relatie_type varchar(120)
);

CREATE TABLE kantoren (
  kantoor_code varchar(120),
  vestiging varchar(120),
  kvk_nr varchar(120),
  btw_nr varchar(120),
  openingstijden varchar(120),
  oppervlakte numeric(12,2),
  alg_tel varchar(120)
);

CREATE TABLE voertuigtypen (
  merk varchar(120),
  type_omschr varchar(120),
  brandstof varchar(120),
  gewicht_kg bigint,
  bouwjr bigint,
  cat_waarde numeric(12,2),
  kleur varchar(120),
  slot varchar(120),
  brand varchar(120),
  rest numeric(12,2)
);

CREATE TABLE tarieven (
  tarief_cd varchar(120),
  geldig_van date,
  geldig_tot date,
  pct numeric(12,2),
  omschr varchar(120),
  soort varchar(120),
  leeftijd_van bigint,
  leeftijd_tot bigint
);
