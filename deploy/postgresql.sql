-- Role and database of Bihuan. As the superuser, once:  sudo -u postgres psql -v ON_ERROR_STOP=1 -f deploy/postgresql.sql
-- The operating system's user bihuan then enters by peer authentication over the socket, without a password.
-- Text is sorted by bytes (C.UTF-8): the product searches paths of the tree as ranges, and refuses another order.
CREATE ROLE bihuan LOGIN;
CREATE DATABASE bihuan OWNER bihuan TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE bihuan FROM PUBLIC;
\connect bihuan
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO bihuan;
