CREATE TABLE utentes (
  id_utente bigint primary key,
  num_utente varchar(120),
  nome_completo varchar(120),
  nome_proprio varchar(120),
  apelido varchar(120),
  dt_nasc date,
  naturalidade varchar(120),
  sexo varchar(120),
  nif varchar(120),
  niss varchar(120),
  num_cc varchar(120),
  morada varchar(120),
  cod_postal varchar(120),
  localidade varchar(120),
  freguesia varchar(120),
  telemovel varchar(120),
  telef varchar(120),
  correio_eletronico varchar(120),
  estado_civil varchar(120),
  profissao varchar(120),
  nome_mae varchar(120),
  nome_pai varchar(120),
  grupo_sang varchar(120)
);

CREATE TABLE consultas (
  num_consulta varchar(120),
  queixas text,
  diag_principal varchar(120),
  peso numeric(12,2),
  altura numeric(12,2),
  tensao_arterial varchar(120),
  duracao bigint,
  medico_nome varchar(120),
  gabinete varchar(120),
  observacoes text
);

CREATE TABLE vacinas_administradas (
  id_utente bigint primary key,
  vacina varchar(120),
  lote varchar(120),
  dt_toma date,
  reacao_adversa varchar(120)
);

CREATE TABLE funcionarios (
  num_mec varchar(120),
  nome varchar(120),
  habilitacoes varchar(120),
  vencimento numeric(12,2),
  nib varchar(120),
  categoria varchar(120),
  palavra_passe varchar(120)
);

CREATE TABLE armazem (
  cod_artigo varchar(120),
  designacao varchar(120),
  stock_min bigint,
  validade date,
  peso_liq numeric(12,2),
  altura_cx numeric(12,2),
  prateleira varchar(120),
  iva numeric(12,2),
  preco_custo numeric(12,2),
  propina numeric(12,2)
);

CREATE TABLE viaturas_servico (
  marca varchar(120),
  cilindrada bigint,
  combustivel varchar(120),
  dt_inspecao date,
  seguradora varchar(120),
  quilometros bigint
);

CREATE TABLE entidades_fornecedoras (
  denominacao_social varchar(120),
  nipc varchar(120),
  prazo_pag bigint,
  fax_geral varchar(120),
  pessoa_contacto varchar(120),
  tlm_contacto varchar(120)
);
