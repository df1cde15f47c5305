-- The third version of the journal of a team: a plan approves what it names, and nothing else; and an entry is of a kind that
-- the journal has.

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

REVOKE ALL ON FUNCTION oms_journal.keep_to_plan() FROM PUBLIC;
