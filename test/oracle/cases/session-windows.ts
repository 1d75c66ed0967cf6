import { queryFamily } from "../format.js";

export default queryFamily("session-windows", {
  views: {
    s: `VALUES
      ('a', 1, timestamp'2024-01-01 00:00:01', '5 seconds'), ('a', 2, timestamp'2024-01-01 00:00:06', '1 second'),
      ('a', 3, timestamp'2024-01-01 00:00:20', '0 seconds'), ('a', 4, timestamp'2024-01-01 00:00:22', 'soon'),
      ('b', 5, timestamp'2024-01-01 00:00:03', '1 minute'), ('b', 6, timestamp'2024-01-01 00:00:50', '1 second'),
      ('b', 7, timestamp'2024-01-01 00:01:30', null), (null, 8, timestamp'2024-01-01 00:00:02.000001', '2 seconds'),
      (null, 9, timestamp'2024-01-01 00:00:07.000001', '2 seconds'), ('c', 10, null, '2 seconds') AS s(k, n, t, gap)`,
  },
  compare: "anyOrder",
  cases: [
    "SELECT session_window, k, count(*), sum(n) FROM s GROUP BY session_window(t, '5 seconds'), k",
    "SELECT session_window.start, session_window.end, count(*) FROM s GROUP BY session_window(t, '5 seconds')",
    "SELECT session_window, k, max(n) FROM s GROUP BY session_window(t, gap), k",
    "SELECT session_window(t, '10 seconds') AS w, k, min(n), max(n) FROM s GROUP BY w, k",
    "SELECT k, session_window.end - session_window.start, avg(n) FROM s GROUP BY k, session_window(t, CASE WHEN k = 'a' THEN '10 seconds' ELSE '1 second' END)",
    "SELECT session_window(t, '5 seconds'), n FROM s WHERE k = 'a'",
    "SELECT session_window, n % 2 AS odd, count(*) FROM s GROUP BY session_window(t, '8 seconds'), n % 2 HAVING count(*) > 1",
    "SELECT session_window, k FROM s GROUP BY session_window(t, '5 seconds'), k ORDER BY 1, 2",
    "SELECT count(*) FROM s GROUP BY session_window(t, '-5 seconds')",
    "SELECT count(*) FROM s GROUP BY session_window(t, 'five')",
    "SELECT count(*) FROM s GROUP BY session_window(t, 5)",
    "SELECT count(*) FROM s GROUP BY session_window(k, '5 seconds')",
    "SELECT count(*) FROM s GROUP BY session_window(n, '5 seconds')",
    "SELECT count(*) FROM s GROUP BY session_window(t, '5 seconds'), window(t, '5 seconds')",
    "SELECT count(*) FROM s GROUP BY session_window(t)",
    "SELECT session_window, count(*) FROM s GROUP BY session_window(t, '1 day'), k",
    "SELECT session_window, k, count(DISTINCT n % 2) FROM s GROUP BY session_window(t, '5 seconds'), k",
    "SELECT session_window, collect_list(n) FROM s GROUP BY session_window(t, INTERVAL '5' SECOND), k",
    "SELECT window_time(w), c FROM (SELECT window(t, '10 seconds') AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds'))",
    "SELECT window_time(w), c FROM (SELECT session_window AS w, count(*) AS c FROM s GROUP BY session_window(t, '5 seconds'))",
    "SELECT window(window_time(w), '20 seconds').start AS at, sum(c) FROM (SELECT window AS w, count(*) AS c FROM s GROUP BY window(t, '10 seconds')) GROUP BY window(window_time(w), '20 seconds')",
    "SELECT window_time(t) FROM s",
    "SELECT window_time(named_struct('start', t, 'end', t)) FROM s",
  ],
});
