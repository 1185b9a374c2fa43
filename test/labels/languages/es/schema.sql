CREATE TABLE pacientes (
  id bigint PRIMARY KEY,
  nombre varchar(80),
  apellido_paterno varchar(80),
  apellido_materno varchar(80),
  fecha_nac date,
  sexo char(1),
  dni varchar(12),
  direccion varchar(200),
  codigo_postal varchar(8),
  localidad varchar(80),
  telefono_movil varchar(20),
  correo varchar(120),
  ocupacion varchar(80),
  estado_civil varchar(20),
  alergias text,
  grupo_sanguineo varchar(5),
  obra_social varchar(80),
  nro_historia_clinica varchar(20),
  antecedentes text,
  embarazada boolean,
  fecha_alta date,
  estado varchar(20)
);

CREATE TABLE odontologos (
  nombre_completo varchar(160),
  matricula varchar(20),
  cuil varchar(13),
  cbu varchar(22),
  sueldo numeric(12,2),
  usuario varchar(60),
  clave varchar(100),
  firma_digital bytea,
  ultimo_acceso timestamp
);

CREATE TABLE turnos (
  paciente_id bigint,
  fecha_hora timestamp,
  motivo_consulta text,
  observaciones text,
  consultorio varchar(20)
);

CREATE TABLE insumos (
  nombre varchar(100),
  codigo varchar(20),
  proveedor varchar(100),
  stock integer,
  precio_unitario numeric(10,2),
  fecha_vencimiento date,
  marca varchar(60)
);

CREATE TABLE proveedores (
  razon_social varchar(120),
  cuit varchar(13),
  telefono varchar(20),
  direccion varchar(200),
  rubro varchar(60)
);

CREATE TABLE pagos (
  importe numeric(12,2),
  medio_pago varchar(20),
  titular_tarjeta varchar(120),
  ultimos_digitos varchar(4)
);
