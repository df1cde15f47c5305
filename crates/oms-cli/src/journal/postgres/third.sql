-- The third version of the journal of a team: a plan approves what it names, and nothing else.

-- Refuses a request that goes under a shared plan, and that this plan does not name: another action, or another target. Of
-- a run, the plan names the actions of its steps; one that an earlier version has shared names none.
CREATE FUNCTION oms_journal.keep_to_plan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, oms_journal, pg_temp AS $$
DECLARE
    e        json := parsed(NEW.text);
    the_plan bigint;
    saved    json;
    is_named boolean;
BEGIN
    IF e ->> 'kind' IS DISTINCT FROM 'intent' THEN
        RETURN NULL;
    END IF;
    SELECT min(seq) INTO the_plan FROM plan WHERE taken_up = coalesce((e #>> '{place,run}')::bigint, NEW.seq);
    IF the_plan IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT parsed(text) -> 'saved' INTO saved FROM entry WHERE seq = the_plan;
    IF json_typeof(saved -> 'run') = 'object' THEN
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
