CREATE TABLE empleados (
  id bigint PRIMARY KEY,
  nombres varchar(80),
  primer_apellido varchar(80),
  rfc varchar(13),
  curp varchar(18),
  nss varchar(11),
  fecha_ingreso date,
  puesto varchar(60),
  salario_diario numeric(10,2),
  clabe varchar(18),
  correo_personal varchar(120),
  telefono_casa varchar(20),
  calle_numero varchar(120),
  colonia varchar(80),
  estado_civil varchar(20),
  discapacidad boolean,
  contacto_emergencia_telefono varchar(20),
  tipo_contrato varchar(20),
  activo boolean
);

CREATE TABLE asistencias (
  empleado_id bigint,
  fecha date,
  hora_entrada time,
  latitud numeric(9,6),
  longitud numeric(9,6),
  huella bytea
);

CREATE TABLE incapacidades (
  empleado_id bigint,
  diagnostico text,
  dias integer,
  folio varchar(20)
);

CREATE TABLE sucursales (
  nombre varchar(80),
  direccion varchar(200),
  telefono varchar(20),
  horario varchar(60),
  ciudad varchar(60)
);

CREATE TABLE maquinas (
  marca varchar(60),
  modelo varchar(60),
  numero_serie varchar(40),
  estado varchar(20)
);
