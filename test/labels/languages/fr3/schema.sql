CREATE TABLE clients (
  id bigint PRIMARY KEY,
  civilite varchar(10),
  nom varchar(80),
  prenom varchar(80),
  email varchar(120),
  telephone varchar(20),
  adresse_livraison varchar(200),
  code_postal varchar(5),
  ville varchar(80),
  pays varchar(2),
  date_naissance date,
  mot_de_passe varchar(100),
  solde_fidelite integer,
  derniere_connexion timestamp,
  adresse_ip_inscription varchar(45)
);

CREATE TABLE commandes (
  client_id bigint,
  reference varchar(20),
  montant_ttc numeric(10,2),
  commentaire_client text,
  date_commande timestamp,
  transporteur varchar(40)
);

CREATE TABLE avis (
  client_id bigint,
  note integer,
  texte text,
  publie boolean
);

CREATE TABLE produits (
  nom varchar(120),
  description text,
  prix_ht numeric(10,2),
  poids numeric(8,2),
  taille varchar(10),
  couleur varchar(20),
  portable boolean,
  nombre integer
);

CREATE TABLE livreurs (
  nom_complet varchar(160),
  num_permis varchar(20),
  numero_siret varchar(14),
  immatriculation varchar(12),
  position_lat numeric(9,6),
  position_lng numeric(9,6)
);
