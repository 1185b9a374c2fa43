CREATE TABLE huespedes (
  nombre_completo varchar(160),
  tipo_documento varchar(20),
  num_documento varchar(20),
  fecha_nacimiento date,
  pais_residencia varchar(60),
  email varchar(120),
  movil varchar(20),
  matricula_vehiculo varchar(12),
  preferencias text,
  alergias text,
  firma bytea
);

CREATE TABLE reservas (
  huesped_id bigint,
  fecha_entrada date,
  peticiones_especiales text,
  num_tarjeta varchar(19),
  importe_total numeric(10,2)
);

CREATE TABLE habitaciones (
  numero varchar(6),
  planta integer,
  tipo varchar(20),
  precio_noche numeric(8,2),
  telefono_interno varchar(6)
);

CREATE TABLE opiniones (
  huesped_id bigint,
  puntuacion integer,
  comentario text
);
