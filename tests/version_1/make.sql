-- The layout of a workspace of format 1, kept as it was: no external ids, no contact status, no deals, tasks,
-- activities, imports and users' roles. workspace.duckdb.gz was made from this file and must never be made again
-- from newer code: it stands for the files that people have.
CREATE SEQUENCE account_ids; CREATE SEQUENCE contact_ids; CREATE SEQUENCE note_ids; CREATE SEQUENCE user_ids;
CREATE SEQUENCE field_ids; CREATE SEQUENCE tag_ids; CREATE SEQUENCE contact_tag_ids; CREATE SEQUENCE change_set_ids;
CREATE TABLE settings ("key" VARCHAR UNIQUE NOT NULL, "value" VARCHAR);
CREATE TABLE users (email_key VARCHAR UNIQUE, user_id BIGINT NOT NULL, "name" VARCHAR, email VARCHAR);
CREATE TABLE accounts (name_key VARCHAR UNIQUE NOT NULL, account_id BIGINT NOT NULL, "name" VARCHAR, website VARCHAR,
  owner_id BIGINT, phone VARCHAR, address_1 VARCHAR, address_2 VARCHAR, city VARCHAR, state VARCHAR, postcode VARCHAR,
  country VARCHAR, description VARCHAR, employees DECIMAL(18,6), industry VARCHAR, annual_revenue VARCHAR,
  created_at TIMESTAMPTZ, updated_at TIMESTAMPTZ);
CREATE TABLE contacts (email_key VARCHAR UNIQUE, contact_id BIGINT NOT NULL, account_id BIGINT, email VARCHAR,
  first_name VARCHAR, last_name VARCHAR, phone VARCHAR, job_title VARCHAR, last_contacted_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ, updated_at TIMESTAMPTZ);
CREATE TABLE notes (note_id BIGINT NOT NULL, account_id BIGINT, contact_id BIGINT, "text" VARCHAR, author VARCHAR,
  "at" TIMESTAMPTZ);
CREATE TABLE custom_fields (field_id BIGINT NOT NULL, "of" VARCHAR, "label" VARCHAR, "key" VARCHAR, kind VARCHAR,
  "options" VARCHAR[], "default" VARCHAR, required VARCHAR, currency VARCHAR, "group" VARCHAR);
CREATE TABLE field_options (field VARCHAR UNIQUE NOT NULL, "options" VARCHAR[]);
CREATE TABLE tags (tag_key VARCHAR UNIQUE NOT NULL, tag_id BIGINT NOT NULL, "name" VARCHAR NOT NULL);
CREATE TABLE contact_tags (contact_tag_id BIGINT NOT NULL, contact_id BIGINT NOT NULL, tag_id BIGINT NOT NULL);
CREATE TABLE change_sets (change_set_id BIGINT NOT NULL, "at" TIMESTAMPTZ NOT NULL, who VARCHAR,
  what VARCHAR NOT NULL);
CREATE TABLE changes (change_set_id BIGINT NOT NULL, "action" VARCHAR NOT NULL, table_name VARCHAR NOT NULL,
  record_id BIGINT NOT NULL, field VARCHAR, "old" VARCHAR, "new" VARCHAR);
INSERT INTO settings VALUES ('format', '1'), ('catalogue_version', '1'), ('timezone', 'Europe/Brussels'),
  ('language', 'nl'), ('currency', 'EUR');
INSERT INTO users VALUES ('els@firma.example', nextval('user_ids'), 'Els de Boer', 'Els@firma.example');
INSERT INTO accounts (name_key, account_id, "name", owner_id, city, employees, industry, created_at, updated_at) VALUES
  ('bakkerij jansen b.v.', nextval('account_ids'), 'Bakkerij Jansen B.V.', 1, 'Zwolle', 12, 'Retail',
   '2024-01-05 09:00:00+01', '2024-01-05 09:00:00+01'),
  ('café ''t hoekje', nextval('account_ids'), 'Café ''t Hoekje', NULL, 'Gent', 3.5, 'Horeca',
   '2024-02-01 09:00:00+01', '2024-02-01 09:00:00+01');
ALTER TABLE accounts ADD COLUMN contracteinde DATE;
INSERT INTO custom_fields VALUES (nextval('field_ids'), 'account', 'Contracteinde', 'contracteinde', 'date', NULL,
  NULL, 'no', NULL, NULL);
UPDATE accounts SET contracteinde = '2025-12-31' WHERE account_id = 1;
INSERT INTO contacts (email_key, contact_id, account_id, email, first_name, last_name, job_title) VALUES
  ('jan@jansen.example', nextval('contact_ids'), 1, 'Jan@jansen.example', 'Jan', 'Jansen', 'directeur'),
  ('zoë@hoekje.example', nextval('contact_ids'), 2, 'zoë@hoekje.example', 'Zoë', 'Özdemir', NULL),
  (NULL, nextval('contact_ids'), NULL, NULL, 'Alleen', 'Telefoon', NULL);
UPDATE contacts SET phone = '038 123 45 67' WHERE contact_id = 3;
INSERT INTO notes VALUES (nextval('note_ids'), 1, NULL, 'Belde over de nieuwe oven.', 'Els de Boer',
  '2024-03-01 10:00:00+01');
INSERT INTO tags VALUES ('nieuwsbrief', nextval('tag_ids'), 'Nieuwsbrief');
INSERT INTO contact_tags VALUES (nextval('contact_tag_ids'), 1, 1);
INSERT INTO change_sets VALUES (nextval('change_set_ids'), '2024-03-01 10:00:00+01', 'Els de Boer', 'add note');
INSERT INTO changes VALUES (1, 'create', 'notes', 1, NULL, NULL, NULL);
