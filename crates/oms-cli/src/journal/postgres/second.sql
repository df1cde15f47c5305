-- The second version of the journal of a team. A journal of the first one keeps its entries and what was made from them.

-- Entries that must stay: open requests, and runs that did not end, with the plans that they go on under.
CREATE OR REPLACE VIEW oms_journal.to_stay AS
    SELECT seq FROM oms_journal.attempt WHERE status = 0
    UNION ALL SELECT run FROM oms_journal.unended
    UNION ALL SELECT p.seq FROM oms_journal.plan p JOIN oms_journal.unended u ON u.run = p.taken_up;

-- The JSON of an entry. The name that a service gives to a task can hold U+0000, and no text of the database can. The entry
-- keeps the escape of it; whoever looks into the entry finds U+FFFD there. Behind an escaped backslash, `u0000` is a text.
CREATE OR REPLACE FUNCTION oms_journal.parsed(entry text) RETURNS json
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, oms_journal, pg_temp AS $$
    SELECT CASE WHEN strpos(entry, 'u0000') = 0 THEN entry
        ELSE regexp_replace(entry, $nul$(?<!\\)((?:\\\\)*)\\u0000$nul$, $it$\1\\ufffd$it$, 'g') END::json
$$;

-- Puts a new entry behind the last one.
CREATE OR REPLACE FUNCTION oms_journal.chain() RETURNS trigger
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
    IF (parsed(NEW.text) ->> 'seq')::bigint IS DISTINCT FROM NEW.seq THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS02', MESSAGE = 'the entry was written for another place in the journal';
    END IF;
    NEW.hash := sha256(convert_to(encode(NEW.prev, 'hex') || E'\n' || NEW.text, 'UTF8'));
    micros := floor(extract(epoch FROM NEW.at) * 1000000)::bigint;
    NEW.seal := sha256(convert_to(
        encode(last.seal, 'hex') || E'\n' || encode(NEW.hash, 'hex') || E'\n' || micros || E'\n' || NEW.db_user, 'UTF8'));
    RETURN NEW;
END $$;

-- Makes from a new entry what is looked up by.
CREATE OR REPLACE FUNCTION oms_journal.make() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    e    json := parsed(NEW.text);
    subject bigint := (e ->> 'intent')::bigint;
    run_of  bigint := (e #>> '{place,run}')::bigint;
    of_run  bigint := (e ->> 'run')::bigint;
    the_plan bigint := (e ->> 'plan')::bigint;
    found_result bigint;
    word text;
BEGIN
    CASE e ->> 'kind'
    WHEN 'intent' THEN
        INSERT INTO attempt (seq, time, id, address, action, direction, profile, run, request, given, status, outcome)
        VALUES (NEW.seq, floor(extract(epoch FROM (e ->> 'time')::timestamptz) * 1000)::bigint, e ->> 'id', NEW.address,
                e ->> 'action', e ->> 'direction', e ->> 'profile', run_of, NEW.request, NEW.given, 0, 'open');
        IF run_of IS NOT NULL THEN
            -- A run that was approved goes on under its plan: until it ends, and with its own targets.
            the_plan := coalesce(the_plan, (SELECT min(p.seq) FROM plan p WHERE p.taken_up = run_of));
            IF the_plan IS NOT NULL AND NOT EXISTS (
                SELECT FROM unended u JOIN entry b ON b.seq = u.run
                WHERE u.run = run_of AND u.id = e ->> 'id' AND b.address = NEW.address) THEN
                RAISE EXCEPTION USING ERRCODE = 'OMS03',
                    MESSAGE = 'entry ' || run_of || ' is no run about this target that goes on, so that its plan approves nothing else';
            END IF;
        END IF;
        PERFORM take_up(the_plan, coalesce(run_of, NEW.seq), NEW.address);
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
        IF the_plan IS NOT NULL THEN
            PERFORM take_up(the_plan, NEW.seq, NEW.address);
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

-- Removes the oldest entries, and puts a header in their place. It is for the owner.
CREATE OR REPLACE FUNCTION oms_journal.prune(the_last bigint, header_prev bytea, header text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    kept_seal bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(1869443946, 1);
    IF EXISTS (SELECT FROM to_stay WHERE seq <= the_last)
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

REVOKE ALL ON FUNCTION oms_journal.parsed(text) FROM PUBLIC;
GRANT SELECT ON oms_journal.to_stay TO oms_operator, oms_auditor;
GRANT EXECUTE ON FUNCTION oms_journal.parsed(text) TO oms_operator, oms_auditor;

-- A row without a scheme and a host matches the address of no service. One that is there already is refused by the command,
-- which names it, and is the owner's to correct.
ALTER TABLE oms_journal.two_people ADD CONSTRAINT two_people_address CHECK (address ~ '^https?://[^/]') NOT VALID;
