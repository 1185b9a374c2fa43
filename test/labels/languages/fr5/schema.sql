CREATE TABLE patients (
  id_patient bigint primary key,
  civilite varchar(120),
  nom_usage varchar(120),
  nom_naissance varchar(120),
  prenoms varchar(120),
  date_naiss date,
  lieu_naiss varchar(120),
  sexe varchar(120),
  nss varchar(120),
  tel_portable varchar(120),
  tel_fixe varchar(120),
  courriel varchar(120),
  adr_ligne1 varchar(120),
  adr_ligne2 varchar(120),
  cp varchar(120),
  ville varchar(120),
  profession varchar(120),
  sit_fam varchar(120),
  nb_enfants bigint,
  med_traitant varchar(120),
  mutuelle varchar(120),
  num_adherent varchar(120),
  pers_a_prevenir varchar(120),
  tel_pers_confiance varchar(120)
);

CREATE TABLE consultations (
  id_consult bigint primary key,
  id_patient bigint,
  motif varchar(120),
  poids_kg numeric(12,2),
  taille_cm bigint,
  tension_art varchar(120),
  antecedents text,
  diagnostic text,
  duree_min bigint,
  observations text
);

CREATE TABLE ordonnances (
  num_ord varchar(120),
  posologie varchar(120),
  medicament varchar(120),
  date_presc date,
  renouvelable boolean
);

CREATE TABLE praticiens (
  num_rpps varchar(120),
  nom varchar(120),
  prenom varchar(120),
  specialite varchar(120),
  code_secteur varchar(120),
  signature_img varchar(120)
);

CREATE TABLE salles (
  num_salle varchar(120),
  etage bigint,
  capacite bigint,
  libelle varchar(120),
  surface numeric(12,2),
  equipement varchar(120),
  batiment varchar(120)
);

CREATE TABLE fournisseurs (
  raison_sociale varchar(120),
  siret varchar(120),
  code_ape varchar(120),
  tva_intra varchar(120),
  delai_livr bigint,
  tel_standard varchar(120),
  site_web varchar(120),
  contact_nom varchar(120),
  contact_mail varchar(120)
);

CREATE TABLE stock_produits (
  ref_produit varchar(120),
  libelle varchar(120),
  lot varchar(120),
  date_peremp date,
  seuil_alerte bigint,
  prix_ht numeric(12,2),
  tx_tva numeric(12,2),
  poids_brut numeric(12,2),
  taille_boite varchar(120),
  origine varchar(120),
  marque varchar(120)
);
