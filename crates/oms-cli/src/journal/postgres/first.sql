-- The journal of a team: who sends what to an OMS, written down before it is sent.
--
-- `entry` is the journal: a row an entry, with its text and its place in the chain of hashes. The database puts a new
-- entry behind the last one, computes its hash, and writes down its own time and the user who is connected. Nobody
-- changes an entry, and only the owner removes old ones. A trigger makes the rows of the tables below `entry` from the
-- entries; `oms journal verify` makes it again and compares.
--
-- Roles: the owner is whoever runs this. Grant `oms_operator` to those who send, and `oms_auditor` to those who read.

DO $$
BEGIN
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'the encoding of the database is not UTF8';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'oms_operator') THEN
        CREATE ROLE oms_operator NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'oms_auditor') THEN
        CREATE ROLE oms_auditor NOLOGIN;
    END IF;
END $$;

CREATE SCHEMA oms_journal;

-- The steps that this schema has taken.
CREATE TABLE oms_journal.migration (
    version integer PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    db_user text NOT NULL DEFAULT session_user
);

CREATE TABLE oms_journal.entry (
    seq     bigint PRIMARY KEY CHECK (seq > 0),
    prev    bytea NOT NULL CHECK (octet_length(prev) = 32),
    hash    bytea NOT NULL CHECK (octet_length(hash) = 32),
    text    text NOT NULL,
    -- Facts that only the database can state, and a hash over them that chains as `hash` does.
    at      timestamptz NOT NULL,
    db_user text NOT NULL,
    seal    bytea NOT NULL CHECK (octet_length(seal) = 32),
    -- Values that the command has worked out for the lookups of a request; `oms journal verify` works them out again.
    address text,     -- the endpoint in its normal form
    request bigint,   -- the same for the same parameters of the same action
    given   bigint    -- the same for the same words
);

-- The last entry that was pruned, in whose place a header stands.
CREATE TABLE oms_journal.pruned (through bigint NOT NULL);
INSERT INTO oms_journal.pruned VALUES (0);

CREATE TABLE oms_journal.attempt (
    seq        bigint PRIMARY KEY,
    time       bigint NOT NULL,   -- milliseconds since 1970, by the clock of the operator's machine
    id         text NOT NULL,
    address    text NOT NULL,
    action     text NOT NULL,
    direction  text,
    profile    text,
    run        bigint,
    request    bigint NOT NULL,
    given      bigint,
    status     bigint NOT NULL CHECK (status IN (0, 1, 2)),   -- 0 open, 1 accepted, 2 no effect
    outcome    text NOT NULL,
    result     bigint,            -- the entry that closed it
    resolution bigint             -- the entry that settled it
);
-- One open request a target, whoever sends, and whatever their command believes.
CREATE UNIQUE INDEX attempt_one_open  ON oms_journal.attempt (address, id) WHERE status = 0;
CREATE INDEX attempt_by_status  ON oms_journal.attempt (id, status);
CREATE INDEX attempt_by_action  ON oms_journal.attempt (id, action, status);
CREATE INDEX attempt_by_request ON oms_journal.attempt (id, request, status);
CREATE INDEX attempt_by_given   ON oms_journal.attempt (id, given, status) WHERE given IS NOT NULL;
CREATE INDEX attempt_by_profile ON oms_journal.attempt (profile, seq) WHERE profile IS NOT NULL;
CREATE INDEX attempt_by_run     ON oms_journal.attempt (run) WHERE run IS NOT NULL;
CREATE INDEX attempt_open       ON oms_journal.attempt (seq) WHERE status = 0;

CREATE TABLE oms_journal.run (
    seq   bigint PRIMARY KEY,
    file  text,      -- digest of the file of a batch
    ended bigint     -- the entry that ended it
);
CREATE INDEX run_by_file ON oms_journal.run (file) WHERE file IS NOT NULL;

-- The entries that say that a new position was seen in place.
CREATE TABLE oms_journal.seen (run bigint, seq bigint, PRIMARY KEY (run, seq));

-- The subjects of the runs that did not end.
CREATE TABLE oms_journal.unended (id text, run bigint, PRIMARY KEY (id, run));
CREATE INDEX unended_by_run ON oms_journal.unended (run);

-- The plans that were shared, who shared them, and the entry that has taken each up.
CREATE TABLE oms_journal.plan (
    seq       bigint PRIMARY KEY,
    db_user   text NOT NULL,
    people    bigint NOT NULL,
    taken_up  bigint
);

-- The journals of single machines that were copied in, by the hash of their last entry.
CREATE TABLE oms_journal.copied (hash text PRIMARY KEY, seq bigint NOT NULL);

-- Who has taken the lock on a target last. The lock itself is an advisory lock of the session, which ends with it.
CREATE TABLE oms_journal.held (
    target  bigint PRIMARY KEY,
    backend integer NOT NULL,
    db_user text NOT NULL,
    since   timestamptz NOT NULL,
    what    text NOT NULL   -- JSON: who, where and what for, as the command says it
);

-- Services at which two people are needed, whatever a profile says. The owner keeps this table.
CREATE TABLE oms_journal.two_people (address text PRIMARY KEY);

CREATE FUNCTION oms_journal.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, oms_journal, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.seq <= (SELECT through FROM pruned) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'OMS01',
            MESSAGE = 'an entry of the journal is never removed, but for the oldest by `oms journal prune`';
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'OMS01', MESSAGE = 'an entry of the journal is never changed';
END $$;

-- Puts a new entry behind the last one.
CREATE FUNCTION oms_journal.chain() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    last   entry%ROWTYPE;
    header bigint;
    micros bigint;
BEGIN
    -- One writer at a time, until its transaction ends.
    PERFORM pg_advisory_xact_lock(1869443946, 1);
    NEW.at := clock_timestamp();
    NEW.db_user := session_user;
    SELECT nullif(through, 0) INTO header FROM pruned;
    -- The header that takes the place of what was pruned brings its place with it; only the owner can write one.
    IF NEW.seq IS NOT NULL AND NEW.seq = header AND NOT EXISTS (SELECT FROM entry WHERE seq = header) THEN
        NEW.hash := sha256(convert_to(encode(NEW.prev, 'hex') || E'\n' || NEW.text, 'UTF8'));
        RETURN NEW;
    END IF;
    SELECT * INTO last FROM entry ORDER BY seq DESC LIMIT 1;
    IF last.seq IS NULL THEN
        NEW.seq := 1;
        NEW.prev := decode(repeat('00', 32), 'hex');
        last.seal := NEW.prev;
    ELSE
        NEW.seq := last.seq + 1;
        NEW.prev := CASE WHEN last.seq = header THEN last.prev ELSE last.hash END;
    END IF;
    IF (NEW.text::json ->> 'seq')::bigint IS DISTINCT FROM NEW.seq THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS02', MESSAGE = 'the entry was written for another place in the journal';
    END IF;
    NEW.hash := sha256(convert_to(encode(NEW.prev, 'hex') || E'\n' || NEW.text, 'UTF8'));
    micros := floor(extract(epoch FROM NEW.at) * 1000000)::bigint;
    NEW.seal := sha256(convert_to(
        encode(last.seal, 'hex') || E'\n' || encode(NEW.hash, 'hex') || E'\n' || micros || E'\n' || NEW.db_user, 'UTF8'));
    RETURN NEW;
END $$;

-- Takes a plan up, or refuses. `claimant` is the run or the request that the plan is sent as.
CREATE FUNCTION oms_journal.take_up(the_plan bigint, claimant bigint, the_address text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    shared plan%ROWTYPE;
    is_strict boolean := EXISTS (SELECT FROM two_people WHERE address = the_address);
BEGIN
    IF the_plan IS NULL THEN
        IF is_strict THEN
            RAISE EXCEPTION USING ERRCODE = 'OMS03', MESSAGE = 'at this service a change needs a plan that somebody else has shared';
        END IF;
        RETURN;
    END IF;
    SELECT * INTO shared FROM plan WHERE seq = the_plan;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS03', MESSAGE = 'there is no shared plan ' || the_plan;
    END IF;
    IF shared.taken_up = claimant THEN
        RETURN;
    END IF;
    IF shared.taken_up IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS03',
            MESSAGE = 'the shared plan ' || the_plan || ' was sent already, as entry ' || shared.taken_up;
    END IF;
    IF (is_strict OR shared.people > 1) AND shared.db_user = session_user THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS03',
            MESSAGE = 'the database user ' || session_user || ' has shared the plan ' || the_plan || ', and nobody approves a plan of his own';
    END IF;
    UPDATE plan SET taken_up = claimant WHERE seq = the_plan;
END $$;

-- Makes from a new entry what is looked up by.
CREATE FUNCTION oms_journal.make() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    e    json := NEW.text::json;
    subject bigint := (e ->> 'intent')::bigint;
    run_of  bigint := (e #>> '{place,run}')::bigint;
    of_run  bigint := (e ->> 'run')::bigint;
    found_result bigint;
    word text;
BEGIN
    CASE e ->> 'kind'
    WHEN 'intent' THEN
        INSERT INTO attempt (seq, time, id, address, action, direction, profile, run, request, given, status, outcome)
        VALUES (NEW.seq, floor(extract(epoch FROM (e ->> 'time')::timestamptz) * 1000)::bigint, e ->> 'id', NEW.address,
                e ->> 'action', e ->> 'direction', e ->> 'profile', run_of, NEW.request, NEW.given, 0, 'open');
        -- A run that was approved goes on under its plan.
        PERFORM take_up(coalesce((e ->> 'plan')::bigint, (SELECT p.seq FROM plan p WHERE p.taken_up = run_of)),
                        coalesce(run_of, NEW.seq), NEW.address);
    WHEN 'result' THEN
        SELECT result INTO found_result FROM attempt WHERE seq = subject;
        IF NOT FOUND OR found_result IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'OMS02', MESSAGE = 'there is no request ' || subject || ' without a result';
        END IF;
        word := e ->> 'outcome';
        -- The finding of a person counts for more, and stays.
        UPDATE attempt SET result = NEW.seq,
            status = CASE
                WHEN resolution IS NOT NULL THEN status
                WHEN word = 'accepted' THEN 1
                WHEN word IN ('not_sent', 'rejected', 'aborted-before-send') THEN 2
                ELSE 0 END,
            outcome = CASE WHEN resolution IS NOT NULL THEN outcome ELSE word END
        WHERE seq = subject;
    WHEN 'resolution' THEN
        UPDATE attempt SET resolution = NEW.seq,
            status = CASE e ->> 'verdict' WHEN 'took_effect' THEN 1 ELSE 2 END,
            outcome = CASE e ->> 'verdict' WHEN 'took_effect' THEN 'resolved: took effect' ELSE 'resolved: no effect' END
        WHERE seq = subject;
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'OMS02', MESSAGE = 'there is no request ' || subject;
        END IF;
    WHEN 'run' THEN
        INSERT INTO run (seq, file) VALUES (NEW.seq, e ->> 'file');
        INSERT INTO unended (id, run)
            SELECT DISTINCT planned ->> 'task', NEW.seq FROM json_array_elements(e -> 'moves') AS planned;
        IF (e ->> 'plan') IS NOT NULL THEN
            PERFORM take_up((e ->> 'plan')::bigint, NEW.seq, NEW.address);
        END IF;
    WHEN 'seen' THEN
        INSERT INTO seen (run, seq) SELECT seq, NEW.seq FROM run WHERE seq = of_run;
    WHEN 'run_ended' THEN
        UPDATE run SET ended = NEW.seq WHERE seq = of_run;
        DELETE FROM unended WHERE run = of_run;
    WHEN 'plan' THEN
        INSERT INTO plan (seq, db_user, people) VALUES (NEW.seq, NEW.db_user, (e ->> 'people')::bigint);
    WHEN 'copied' THEN
        INSERT INTO copied (hash, seq) VALUES (e ->> 'hash', NEW.seq);
    ELSE
        NULL;
    END CASE;
    RETURN NULL;
END $$;

CREATE TRIGGER entry_is_chained BEFORE INSERT ON oms_journal.entry
    FOR EACH ROW EXECUTE FUNCTION oms_journal.chain();
CREATE TRIGGER entry_is_made_from AFTER INSERT ON oms_journal.entry
    FOR EACH ROW EXECUTE FUNCTION oms_journal.make();
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON oms_journal.entry
    FOR EACH ROW EXECUTE FUNCTION oms_journal.refuse();
CREATE TRIGGER entry_is_not_emptied BEFORE TRUNCATE ON oms_journal.entry
    FOR EACH STATEMENT EXECUTE FUNCTION oms_journal.refuse();

-- Takes the lock on a target for this session, and returns nothing; or returns who holds it, as JSON.
CREATE FUNCTION oms_journal.take(the_target bigint, purpose text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    holder integer;
    known  held%ROWTYPE;
BEGIN
    -- Between the lock and the row that says whose it is, there is a moment.
    FOR try IN 1..25 LOOP
        IF pg_try_advisory_lock(the_target) THEN
            INSERT INTO held VALUES (the_target, pg_backend_pid(), session_user, clock_timestamp(), purpose)
            ON CONFLICT (target) DO UPDATE SET
                backend = excluded.backend, db_user = excluded.db_user, since = excluded.since, what = excluded.what;
            RETURN NULL;
        END IF;
        SELECT l.pid INTO holder FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND l.classid = ((the_target >> 32) & 4294967295)::oid AND l.objid = (the_target & 4294967295)::oid;
        SELECT * INTO known FROM held WHERE target = the_target;
        IF FOUND AND known.backend = holder THEN
            RETURN json_build_object('db_user', known.db_user,
                'since', to_char(known.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'what', known.what);
        END IF;
        PERFORM pg_sleep(0.02);
    END LOOP;
    RETURN '{}';
END $$;

-- Removes the oldest entries, and puts a header in their place. It is for the owner.
CREATE FUNCTION oms_journal.prune(the_last bigint, header_prev bytea, header text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    kept_seal bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(1869443946, 1);
    IF EXISTS (SELECT FROM attempt WHERE status = 0 AND seq <= the_last)
        OR EXISTS (SELECT FROM unended WHERE run <= the_last)
        OR EXISTS (SELECT FROM attempt WHERE seq <= the_last
                   AND greatest(coalesce(result, 0), coalesce(resolution, 0)) > the_last) THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS02', MESSAGE = 'an entry that is open is never removed, nor one behind it';
    END IF;
    SELECT seal INTO STRICT kept_seal FROM entry WHERE seq = the_last;
    UPDATE pruned SET through = the_last;
    DELETE FROM entry WHERE seq <= the_last;
    DELETE FROM attempt WHERE seq <= the_last;
    DELETE FROM run WHERE seq <= the_last;
    DELETE FROM seen WHERE seq <= the_last OR run <= the_last;
    DELETE FROM plan WHERE seq <= the_last;
    INSERT INTO entry (seq, prev, text, seal) VALUES (the_last, header_prev, header, kept_seal);
END $$;

REVOKE ALL ON SCHEMA oms_journal FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA oms_journal FROM PUBLIC;
GRANT USAGE ON SCHEMA oms_journal TO oms_operator, oms_auditor;
GRANT SELECT ON ALL TABLES IN SCHEMA oms_journal TO oms_operator, oms_auditor;
-- An operator appends, and does nothing else: the other columns are the database's to fill.
GRANT INSERT (text, address, request, given) ON oms_journal.entry TO oms_operator;
GRANT EXECUTE ON FUNCTION oms_journal.take(bigint, text) TO oms_operator;
