CREATE TABLE pacientes_clinica (
  nome_social varchar(120),
  dt_nascimento date,
  nr_cartao_sus varchar(20),
  telemovel varchar(20),
  morada varchar(200),
  freguesia varchar(80),
  nif varchar(9),
  profissao varchar(80),
  estado_civil varchar(20),
  grupo_sanguineo varchar(5),
  alergias text,
  queixa_principal text,
  medicacao_atual text,
  contacto_emergencia varchar(120),
  plano_saude varchar(60),
  criado_em timestamp
);

CREATE TABLE utilizadores (
  nome_utilizador varchar(60),
  palavra_passe varchar(100),
  endereco_ip varchar(45),
  ultimo_login timestamp,
  perfil varchar(20),
  assinatura text,
  correio_eletronico varchar(120)
);

CREATE TABLE medicamentos (
  nome varchar(80),
  dosagem varchar(20),
  fabricante varchar(80),
  validade date,
  preco numeric(8,2),
  principio_ativo varchar(80)
);

CREATE TABLE salas (
  nome varchar(40),
  andar integer,
  telefone varchar(20)
);

CREATE TABLE horarios (
  dia varchar(10),
  hora_inicio varchar(5),
  local varchar(60),
  data date
);
