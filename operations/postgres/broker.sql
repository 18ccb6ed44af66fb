-- Read once, when the database is made: the login broker keeps its own.
CREATE DATABASE keycloak;
