-- The second version of the journal of a team. A journal of the first one keeps its entries and what was made from them.
-- A plan approves what it names, and nothing else; and an entry is of a kind that the journal has.

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
    e      json := parsed(NEW.text);
    last   entry%ROWTYPE;
    sent   plan%ROWTYPE;
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
    -- No command reads on behind an entry that it cannot read. A journal of a machine may hold kinds of earlier versions.
    IF (e ->> 'schema_version' = '1' AND json_typeof(e -> 'time') = 'string' AND e ->> 'kind' IN ('intent', 'result',
        'resolution', 'run', 'seen', 'run_ended', 'plan', 'copied', 'ended', 'repaired')) IS NOT TRUE THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS01', MESSAGE = 'the entry is of no version or kind that a journal of a team has';
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
    IF (e ->> 'seq')::bigint IS DISTINCT FROM NEW.seq THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS02', MESSAGE = 'the entry was written for another place in the journal';
    END IF;
    -- Whoever takes an entry out may leave the plan as sent by it. The next entry of that number would pass for an approved one.
    SELECT * INTO sent FROM plan WHERE taken_up >= NEW.seq LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS01', MESSAGE = 'the table `plan` says that the shared plan ' || sent.seq
            || ' was sent as entry ' || sent.taken_up || ', which is not there; the owner of the journal takes that back';
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

-- Takes a plan up, or refuses. `claimant` is the run or the request that the plan is sent as. The address of a plan is that of
-- its entry, which has none if an earlier version has shared it. A run that has taken its plan up goes on at its own address.
CREATE OR REPLACE FUNCTION oms_journal.take_up(the_plan bigint, claimant bigint, the_address text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    shared    plan%ROWTYPE;
    is_strict boolean := EXISTS (SELECT FROM two_people WHERE address = the_address);
    service   text;
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
    SELECT address INTO service FROM entry WHERE seq = the_plan;
    IF service IS DISTINCT FROM the_address THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS03',
            MESSAGE = 'the shared plan ' || the_plan || ' is for ' || coalesce(service, 'no service that it names')
                || ', and approves nothing elsewhere';
    END IF;
    IF (is_strict OR shared.people > 1) AND shared.db_user = session_user THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS03',
            MESSAGE = 'the database user ' || session_user || ' has shared the plan ' || the_plan || ', and nobody approves a plan of his own';
    END IF;
    UPDATE plan SET taken_up = claimant WHERE seq = the_plan;
END $$;

-- Refuses a request or a run that goes under a shared plan, and that this plan does not name: another action, another target,
-- or a run where the plan is one request. Of a run, the plan names the actions of its steps; one that an earlier version has
-- shared names none.
CREATE FUNCTION oms_journal.keep_to_plan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    e         json := parsed(NEW.text);
    run_of    bigint := CASE e ->> 'kind' WHEN 'run' THEN NEW.seq WHEN 'intent' THEN (e #>> '{place,run}')::bigint END;
    the_plan  bigint;
    saved     json;
    is_of_run boolean;
    is_named  boolean;
BEGIN
    IF e ->> 'kind' NOT IN ('intent', 'run') THEN
        RETURN NULL;
    END IF;
    SELECT min(seq) INTO the_plan FROM plan WHERE taken_up = coalesce(run_of, NEW.seq);
    IF the_plan IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT parsed(text) -> 'saved' INTO saved FROM entry WHERE seq = the_plan;
    is_of_run := coalesce(json_typeof(saved -> 'run') = 'object', false);
    IF is_of_run <> (run_of IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS03', MESSAGE = 'the shared plan ' || the_plan
            || CASE WHEN is_of_run THEN ' is that of a run, and approves nothing outside of one'
                    ELSE ' is that of one request, and approves no run' END;
    END IF;
    -- The targets of a run are those of its requests.
    IF e ->> 'kind' = 'run' THEN
        RETURN NULL;
    END IF;
    IF is_of_run THEN
        is_named := e ->> 'id' IN (SELECT planned ->> 'task' FROM json_array_elements(saved #> '{run,moves}') AS planned)
            AND (saved #> '{run,actions}' IS NULL
                OR e ->> 'action' IN (SELECT json_array_elements_text(saved #> '{run,actions}')));
    ELSE
        is_named := e ->> 'id' = saved ->> 'id' AND e ->> 'action' = saved ->> 'action';
    END IF;
    IF is_named IS NOT TRUE THEN
        RAISE EXCEPTION USING ERRCODE = 'OMS03',
            MESSAGE = 'the shared plan ' || the_plan || ' names another action or another target, and approves nothing else';
    END IF;
    RETURN NULL;
END $$;

-- Triggers fire in the order of their names: `entry_is_made_from` has taken the plan up by then.
CREATE TRIGGER entry_keeps_to_its_plan AFTER INSERT ON oms_journal.entry
    FOR EACH ROW EXECUTE FUNCTION oms_journal.keep_to_plan();

REVOKE ALL ON FUNCTION oms_journal.parsed(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION oms_journal.keep_to_plan() FROM PUBLIC;
GRANT SELECT ON oms_journal.to_stay TO oms_operator, oms_auditor;
GRANT EXECUTE ON FUNCTION oms_journal.parsed(text) TO oms_operator, oms_auditor;

-- A row without a scheme and a host matches the address of no service. One that is there already is refused by the command,
-- which names it, and is the owner's to correct.
ALTER TABLE oms_journal.two_people ADD CONSTRAINT two_people_address CHECK (address ~ '^https?://[^/]') NOT VALID;
