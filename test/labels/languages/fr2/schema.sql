CREATE TABLE T_LOCATAIRE (
  LOC_ID integer,
  LOC_NOM varchar(80),
  LOC_PRENOM varchar(80),
  LOC_NE_LE date,
  LOC_NATIONALITE varchar(40),
  LOC_SITUATION_FAMILIALE varchar(20),
  LOC_NUM_SECU varchar(15),
  LOC_REVENU_ANNUEL numeric(12,2),
  LOC_TEL_PORTABLE varchar(20),
  LOC_EMAIL varchar(120),
  LOC_EMPLOYEUR varchar(80),
  LOC_MDP varchar(100),
  LOC_PIECE_IDENTITE varchar(200),
  LOC_COMMENTAIRE text,
  LOC_DATE_ENTREE date
);

CREATE TABLE logements (
  adresse varchar(200),
  ville varchar(80),
  surface numeric(6,2),
  etage integer,
  loyer numeric(8,2),
  nb_pieces integer
);

CREATE TABLE garants (
  nom_complet varchar(160),
  lien_parente varchar(40),
  telephone varchar(20),
  profession varchar(80),
  salaire_net numeric(10,2),
  iban varchar(34)
);

CREATE TABLE quittances (
  numero varchar(20),
  montant numeric(8,2),
  date_emission date,
  mode_paiement varchar(20),
  statut varchar(20)
);

CREATE TABLE messages_support (
  utilisateur_id integer,
  objet varchar(120),
  contenu text,
  note_interne text,
  lu boolean
);
