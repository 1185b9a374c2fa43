CREATE TABLE alumnos (
  id_alumno bigint primary key,
  nombre varchar(120),
  apellido1 varchar(120),
  apellido2 varchar(120),
  dni_nie varchar(120),
  fec_nac date,
  lugar_nac varchar(120),
  sexo varchar(120),
  nacionalidad varchar(120),
  domicilio varchar(120),
  cod_postal varchar(120),
  localidad varchar(120),
  provincia varchar(120),
  tlf_movil varchar(120),
  correo_e varchar(120),
  num_ss varchar(120),
  alergias varchar(120),
  nec_educ_esp varchar(120),
  foto_carnet varchar(120),
  num_expediente varchar(120),
  curso varchar(120)
);

CREATE TABLE tutores_legales (
  id_tutor bigint primary key,
  nombre_tutor varchar(120),
  parentesco varchar(120),
  nif_tutor varchar(120),
  tel_fijo varchar(120),
  tel_trabajo varchar(120),
  profesion varchar(120),
  cta_bancaria varchar(120)
);

CREATE TABLE calificaciones (
  id_alumno bigint primary key,
  nota numeric(12,2),
  trimestre bigint,
  faltas bigint,
  obs_tutor text
);

CREATE TABLE docentes (
  nrp varchar(120),
  ap1 varchar(120),
  ap2 varchar(120),
  nombre varchar(120),
  titulacion varchar(120),
  sueldo_base numeric(12,2),
  grado varchar(120),
  baja_medica_desde date,
  f_alta date
);

CREATE TABLE aulas (
  num_aula varchar(120),
  planta varchar(120),
  aforo bigint,
  pizarra_digital boolean,
  edificio varchar(120),
  m2 numeric(12,2)
);

CREATE TABLE asignaturas (
  cod_asig varchar(120),
  denominacion varchar(120),
  creditos bigint,
  horas_sem bigint,
  abreviatura varchar(120),
  temario_url varchar(120)
);

CREATE TABLE libros_texto (
  isbn varchar(120),
  titulo varchar(120),
  autor varchar(120),
  editorial varchar(120),
  edicion bigint,
  precio numeric(12,2),
  cantidad bigint,
  carta varchar(120),
  largo numeric(12,2),
  idioma varchar(120)
);

CREATE TABLE comedor (
  fecha date,
  menu varchar(120),
  calorias bigint,
  turno varchar(120),
  coste numeric(12,2)
);
