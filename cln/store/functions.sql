-- What a login may see and write on a PostgreSQL server, as far as it depends on who it is.
-- Each function runs with the rights of the tables' owner, with a search path of its own.
-- `session_user` is the login whatever role it takes on, so that nobody can be somebody else.

-- The name of whoever is logged in; none for one without access.
CREATE FUNCTION public.cln_name() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT name FROM public.access WHERE login = session_user $$;

-- Whether a login has a role; taking the row of `access` away is enough to end it.
CREATE FUNCTION public.cln_is(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM public.access WHERE login = session_user AND role = wanted) $$;

-- A facilitator, in every cohort that has her under her name and address, until she withdraws;
-- without an address, which others of that name lack too, in her own cohort alone.
CREATE FUNCTION public.cln_herself() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT f.id FROM public.access a
   JOIN public.facilitator m ON m.id = a.facilitator_id
   JOIN public.facilitator f ON f.id = m.id OR f.name = m.name AND f.email = m.email AND f.email <> ''
   WHERE a.login = session_user AND a.role = 'facilitator'
     AND (f.withdrawn_on IS NULL OR f.withdrawn_on > current_date) $$;

CREATE FUNCTION public.cln_cohorts() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT cohort_id FROM public.facilitator WHERE id IN (SELECT public.cln_herself()) $$;

-- Her teams, in the accepted match.
CREATE FUNCTION public.cln_teams() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT t.id FROM public.team t
   JOIN public.team_facilitator s ON s.team_id = t.id
   JOIN public.proposal p ON p.id = t.proposal_id
   WHERE s.facilitator_id IN (SELECT public.cln_herself())
     AND p.accepted_at IS NOT NULL AND p.replaced_at IS NULL $$;

-- The facilitators of her teams, and she herself.
CREATE FUNCTION public.cln_colleagues() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT facilitator_id FROM public.team_facilitator WHERE team_id IN (SELECT public.cln_teams())
   UNION SELECT public.cln_herself() $$;

CREATE FUNCTION public.cln_entries() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT entry_id FROM public.seat WHERE team_id IN (SELECT public.cln_teams()) $$;

CREATE FUNCTION public.cln_people() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id FROM public.participant WHERE entry_id IN (SELECT public.cln_entries()) $$;

CREATE FUNCTION public.cln_projects() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id FROM public.project WHERE team_id IN (SELECT public.cln_teams()) $$;

-- The log entries of a project of hers.
CREATE FUNCTION public.cln_log_entries(of_project integer) RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT id FROM public.log_entry
   WHERE project_id = of_project AND of_project IN (SELECT public.cln_projects()) $$;

-- Whether a row of a table, as it stands on record, is about her projects, her teams or their people.
CREATE FUNCTION public.cln_hers(of_table text, image json) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT coalesce(CASE of_table
       WHEN 'project' THEN (image ->> 'team_id')::integer IN (SELECT public.cln_teams())
       WHEN 'attendance' THEN (image ->> 'participant_id')::integer IN (SELECT public.cln_people())
       WHEN 'event_change' THEN (image ->> 'event_id')::integer IN (
           SELECT id FROM public.event WHERE cohort_id IN (SELECT public.cln_cohorts()))
       ELSE (image ->> 'project_id')::integer IN (SELECT public.cln_projects()) END, false) $$;

-- Whether a row that is put on record is hers as it stands, too; one that was deleted stands no more.
CREATE FUNCTION public.cln_stands(of_table text, of_row integer, after text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    image json;
BEGIN
    EXECUTE format('SELECT to_json(r) FROM public.%I r WHERE r.id = $1', of_table) INTO image USING of_row;
    RETURN CASE WHEN image IS NULL THEN after IS NULL ELSE public.cln_hers(of_table, image) END;
END
$$;

-- The number of the next project of a cohort, other teams' counted, too.
CREATE FUNCTION public.cln_next_project(of_cohort integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT coalesce(max(number), 0) + 1 FROM public.project WHERE cohort_id = of_cohort $$;

-- How many of something, to the nearest five; nothing where fewer than five would be told of.
CREATE FUNCTION public.cln_about(number bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS
$$ SELECT CASE WHEN number >= 5 THEN (round(number / 5.0) * 5)::bigint END $$;

-- The numbers of a cohort, and of its teams under pseudonyms, for those who may see no more.
CREATE FUNCTION public.cln_summary() RETURNS TABLE (
    cohort text, launch date, team text, establishments bigint, participants bigint, teams bigint,
    projects bigint, log_entries bigint, came bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ WITH seated AS (
       SELECT p.cohort_id, t.id AS team, e.establishment_id, m.id AS person
       FROM public.proposal p
       JOIN public.team t ON t.proposal_id = p.id
       JOIN public.seat s ON s.team_id = t.id
       JOIN public.entry e ON e.id = s.entry_id AND e.withdrawn_on IS NULL
       LEFT JOIN public.participant m ON m.entry_id = e.id AND m.left_on IS NULL
       WHERE p.accepted_at IS NOT NULL AND p.replaced_at IS NULL),
   of_project AS (
       SELECT r.cohort_id, r.team_id AS team, r.id,
           (SELECT count(*) FROM public.log_entry l
            WHERE l.project_id = r.id AND l.replaced_by_id IS NULL) AS log_entries
       FROM public.project r WHERE r.ended_on IS NULL),
   came AS (
       SELECT m.cohort_id, m.team FROM public.attendance a JOIN seated m ON m.person = a.participant_id
       WHERE a.status = 'present'),
   part AS (SELECT DISTINCT cohort_id, team FROM seated UNION ALL SELECT id, NULL FROM public.cohort)
   SELECT c.name, c.launch,
       'T-' || left(encode(sha256(convert_to(k.key || '/team/' || part.team, 'UTF8')), 'hex'), 10),
       public.cln_about((SELECT count(DISTINCT establishment_id) FROM seated s
           WHERE s.cohort_id = c.id AND (part.team IS NULL OR s.team = part.team))),
       public.cln_about((SELECT count(DISTINCT person) FROM seated s
           WHERE s.cohort_id = c.id AND (part.team IS NULL OR s.team = part.team))),
       (SELECT count(DISTINCT s.team) FROM seated s
           WHERE s.cohort_id = c.id AND (part.team IS NULL OR s.team = part.team)),
       (SELECT count(*) FROM of_project r
           WHERE r.cohort_id = c.id AND (part.team IS NULL OR r.team = part.team)),
       (SELECT coalesce(sum(r.log_entries), 0)::bigint FROM of_project r
           WHERE r.cohort_id = c.id AND (part.team IS NULL OR r.team = part.team)),
       public.cln_about((SELECT count(*) FROM came
           WHERE came.cohort_id = c.id AND (part.team IS NULL OR came.team = part.team)))
   FROM part JOIN public.cohort c ON c.id = part.cohort_id
   LEFT JOIN (SELECT min(key) AS key FROM public.pseudonym_key) k ON true
   WHERE part.team IS NULL OR k.key IS NOT NULL
   ORDER BY c.launch, c.name, part.team IS NOT NULL, 3 $$;

-- Puts a change on record: the one way, whoever acts, and always with the login beside the name.
CREATE FUNCTION public.cln_record(
    at timestamp, who text, command text, kind text, undoes integer, files text, salt text, heading text,
    digest text, tables text[], row_ids integer[], befores text[], afters text[], salts text[],
    digests text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    known public.access%ROWTYPE;
    number integer;
    hers boolean;
BEGIN
    SELECT * INTO known FROM public.access WHERE login = session_user;
    IF known.id IS NULL AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE =
            format('cln: the login %s has no role here; a lead gives one with: cln access grant', session_user);
    ELSIF known.id IS NOT NULL AND known.name <> cln_record.who THEN
        RAISE insufficient_privilege USING MESSAGE = format(
            'cln: the login %s is %s here and cannot act as %s', session_user, known.name, cln_record.who);
    ELSIF known.role <> 'lead' THEN
        hers := kind = 'deed' AND undoes IS NULL AND tables <@ ARRAY[
            'attendance', 'event_change', 'impact', 'log_entry', 'measure', 'observation', 'project', 'question',
            'sharing'];
        IF hers THEN
            hers := NOT EXISTS (
                SELECT FROM unnest(tables, row_ids, befores, afters) AS r (t, i, b, a)
                WHERE coalesce(b, a) IS NULL OR NOT public.cln_stands(t, i, a) OR EXISTS (
                    SELECT FROM unnest(ARRAY[b, a]) AS image WHERE image IS NOT NULL AND NOT (
                        coalesce((image::json ->> 'id')::integer = i, false)
                        AND public.cln_hers(t, image::json))));
        END IF;
        IF NOT hers THEN
            RAISE insufficient_privilege USING MESSAGE = format(
                'cln: %s is a %s here and may not put that on record; a lead may', known.name, known.role);
        END IF;
    END IF;
    INSERT INTO public.change (at, who, login, command, kind, undoes_id, files, salt, heading, digest)
    VALUES (cln_record.at, cln_record.who, session_user, cln_record.command, cln_record.kind, undoes,
        cln_record.files::json, cln_record.salt, cln_record.heading, cln_record.digest)
    RETURNING id INTO number;
    INSERT INTO public.changed_row (change_id, "table", row_id, "before", "after", salt, digest)
    SELECT number, r.t, r.i, r.b::json, r.a::json, r.s, r.d
    FROM unnest(tables, row_ids, befores, afters, salts, digests) WITH ORDINALITY AS r (t, i, b, a, s, d, n)
    ORDER BY r.n;
    RETURN number;
END
$$;
