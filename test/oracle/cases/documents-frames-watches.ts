import { frameFamily, type FrameCase, type Frames } from "../format.js";
import type { DataFrame } from "../../../src/dataframe/dataframe.js";

const movement =
  "Arrival_Time BIGINT, Creation_Time BIGINT, Device STRING, Index BIGINT, Model STRING, User STRING, gt STRING, x DOUBLE, y DOUBLE, z DOUBLE";
const heart =
  "Arrival_Time BIGINT, Creation_Time BIGINT, Device STRING, Index BIGINT, Model STRING, User STRING, bpm SMALLINT";
const change = "title STRING, user STRING, bot BOOLEAN, timestamp BIGINT, wiki STRING, type STRING";

/** The document's way of writing a schema. */
const structType = (ddl: string): string =>
  ddl
    .split(", ")
    .map((field) => field.split(" "))
    .reduce((text, [name, type]) => `${text}.add('${name}', ${classes[type!]}, True)`, "types.StructType()");
const classes: Readonly<Record<string, string>> = {
  BIGINT: "types.LongType()",
  SMALLINT: "types.ShortType()",
  STRING: "types.StringType()",
  DOUBLE: "types.DoubleType()",
  BOOLEAN: "types.BooleanType()",
};
const pythonOf = (lines: string, ddl: string): string =>
  `t('${lines}').selectExpr('CAST(value AS STRING)').select(F.from_json('value', ${structType(ddl)}).alias('json')).select('json.*')`;
const parse = ({ t, F }: Frames, lines: string, ddl: string): DataFrame =>
  t(lines).selectExpr("CAST(value AS STRING)").select(F.fromJson("value", ddl).as("json")).select("json.*");

const iot = (frames: Frames): DataFrame => parse(frames, "lines", movement);
const iotPython = pythonOf("lines", movement);
const filtered = (frames: Frames): DataFrame => iot(frames).na.drop("any");
const filteredPython = `${iotPython}.na.drop('any')`;
const wiki = (frames: Frames): DataFrame => parse(frames, "changes", change);
const wikiPython = pythonOf("changes", change);
const error =
  "CASE WHEN Device IS NULL AND Index IS NULL AND Model IS NULL AND User IS NULL AND gt IS NULL THEN TRUE ELSE FALSE END";
const eventTime = "cast(cast(Creation_Time as double)/1000000000 as timestamp) as event_time";
const usersPython =
  "spark.read.format('csv').option('header', 'true').option('sep', ';').option('inferSchema', 'true').load(files + '/documents/users.csv')";
const users = ({ session, files }: Frames): Promise<DataFrame> =>
  session.read
    .format("csv")
    .option("header", "true")
    .option("sep", ";")
    .option("inferSchema", "true")
    .load(`${files}/documents/users.csv`);

/** A transformation of the parsed records, on both sides. */
const of =
  (start: string, frame: (frames: Frames) => DataFrame) =>
  (
    note: string,
    python: string,
    change: (df: DataFrame, frames: Frames) => DataFrame | Promise<DataFrame>,
  ): FrameCase => ({
    note: `document 002, ${note}`,
    python: `${start}${python}`,
    frame: (frames) => change(frame(frames), frames),
  });
const all = of(iotPython, iot);
const good = of(filteredPython, filtered);
const timed = of(`${filteredPython}.selectExpr('*', '${eventTime}')`, (frames) =>
  filtered(frames).selectExpr("*", eventTime),
);
const edits = of(wikiPython, wiki);
const count = ".groupBy('User').count()";

export default frameFamily("documents-frames-watches", {
  views: {
    lines: `VALUES
      ('{"Arrival_Time": 1584786731698422519, "Creation_Time": 1584786731485499800, "Device": "nexus4_2", "Index": 1039, "Model": "nexus4", "User": "b", "gt": "null", "x": 0.5642892523651901, "y": -0.05573411422345695, "z": 1.136185983195746}'),
      ('{"Arrival_Time": 1584786732700000001, "Creation_Time": 1584786732000000000, "Device": "nexus4_1", "Index": 1040, "Model": "nexus4", "User": "a", "gt": "stairsup", "x": -0.25, "y": 0.125, "z": 2.0}'),
      ('{"Arrival_Time": 1584786735900000000, "Creation_Time": 1584786734999999999, "Device": "nexus4_1", "Index": 1041, "Model": "nexus4", "User": "a", "gt": "stairsdown", "x": 0.75, "y": 0, "z": 1}'),
      ('{"Arrival_Time": 1584786736000000000, "Creation_Time": 1584786735000000000, "Device": null, "Index": null, "Model": null, "User": null, "gt": null, "x": null, "y": null, "z": null}'),
      ('{"Arrival_Time": 1584786741000000000, "Creation_Time": 1584786740000000512, "Device": "nexus4_2", "Index": 1043, "Model": "nexus4", "User": "q", "gt": "walk", "x": 1.5e-1, "y": 0.2}'),
      ('{"Arrival_Time": 1584786742000000000, "Creation_Time": 1584786741750000000, "Device": "nexus4_2", "Index": 1044, "Model": "nexus4", "User": "b", "gt": "walk", "x": 0.5, "y": -0.125, "z": 1.5}'),
      ('{"Arrival_Time": 15847867'), (''), (NULL) AS t(value)`,
    hearts: `VALUES
      ('{"Arrival_Time": 1584786733000000000, "Creation_Time": 1584786732500000000, "Device": "smartWatchX7", "Index": 1, "Model": "smartWatch", "User": "b", "bpm": 88}'),
      ('{"Arrival_Time": 1584786734000000000, "Creation_Time": 1584786733500000000, "Device": "smartWatchX12", "Index": 2, "Model": "smartWatch", "User": "a", "bpm": 40000}'),
      ('{"Arrival_Time": 1584786735000000000, "Creation_Time": 1584786734500000000, "Device": "smartWatchX1", "Index": 3, "Model": "smartWatch", "User": "a", "bpm": 61}') AS t(value)`,
    changes: `VALUES
      ('{"$schema": "/mediawiki/recentchange/1.0.0", "id": 1, "type": "edit", "namespace": 0, "title": "Balma", "comment": "", "timestamp": 1585047749, "user": "Ana", "bot": false, "wiki": "frwiki"}'),
      ('{"$schema": "/mediawiki/recentchange/1.0.0", "id": 2, "type": "edit", "namespace": 0, "title": "Muret", "comment": "", "timestamp": 1585048100, "user": "BotBen", "bot": true, "wiki": "frwiki"}'),
      ('{"$schema": "/mediawiki/recentchange/1.0.0", "id": 3, "type": "categorize", "namespace": 14, "title": "Category:Balma", "comment": "[[:Balma]] added", "timestamp": 1585048200, "user": "Ana", "bot": false, "wiki": "enwiki"}'),
      ('{"$schema": "/mediawiki/recentchange/1.0.0", "id": 4, "type": "new", "namespace": 0, "title": "Balma", "timestamp": 1585051350, "user": "Eve", "bot": false, "wiki": "frwiki"}') AS t(value)`,
    pages:
      "VALUES ('Balma', 'Balma', 'Balma'), ('Muret', 'Muret', 'Muret (Haute-Garonne)') AS t(commune, communeLabel, articleName)",
    quotes: `VALUES
      ('{"character": "The miller", "quote": "The mill turns, it turns... even at night !"}'),
      ('{"character": "The miller", "quote": ""}'), ('{"character": "The owl", "quote": "Who  goes there"}'),
      ('{"character": "The fox", "quote": null}') AS t(value)`,
  },
  cases: [
    { note: "document 002, the schema of the socket", python: "t('lines')", frame: ({ t }) => t("lines") },
    all("the schema applied", "", (df) => df),
    all("errors counted", `.withColumn('error', F.expr('${error}')).groupBy('error').count()`, (df, { F }) =>
      df.withColumn("error", F.expr(error)).groupBy("error").count(),
    ),
    good("lines with errors filtered", "", (df) => df),
    all("only rows of nothing but nulls dropped", ".na.drop('all')", (df) => df.na.drop("all")),
    all("any of two columns null", ".na.drop('any', subset=['Device', 'z'])", (df) =>
      df.na.drop("any", ["Device", "z"]),
    ),
    all("all of two columns null", ".na.drop('all', subset=['x', 'z'])", (df) =>
      df.na.drop("all", ["x", "z"]),
    ),
    good(
      "errors counted after the filter",
      `.withColumn('error', F.expr('${error}')).groupBy('error').count()`,
      (df, { F }) => df.withColumn("error", F.expr(error)).groupBy("error").count(),
    ),
    good("rows of each activity", ".groupBy('gt').count()", (df) => df.groupBy("gt").count()),
    good(
      "only stairs, names in another case",
      `.withColumn('is_stair_activity', F.expr("gt like '%stairs%'")).where('is_stair_activity').select('gt', 'model', 'arrival_time', 'creation_time')`,
      (df, { F }) =>
        df
          .withColumn("is_stair_activity", F.expr("gt like '%stairs%'"))
          .where("is_stair_activity")
          .select("gt", "model", "arrival_time", "creation_time"),
    ),
    good("the cube", ".select('x', 'y', 'z', 'gt', 'model').cube('gt', 'model').avg()", (df) =>
      df.select("x", "y", "z", "gt", "model").cube("gt", "model").avg(),
    ),
    timed("nanoseconds to an event time", "", (df) => df),
    timed(
      "a window of 5 seconds",
      ".groupBy(F.window(F.col('event_time'), '5 seconds')).count()",
      (df, { F }) => df.groupBy(F.window(F.col("event_time"), "5 seconds")).count(),
    ),
    timed(
      "a sliding window",
      ".groupBy(F.window(F.col('event_time'), '10 seconds', '5 seconds')).count()",
      (df, { F }) => df.groupBy(F.window(F.col("event_time"), "10 seconds", "5 seconds")).count(),
    ),
    { note: "document 002, the file of users", python: usersPython, frame: users },
    good(
      "joined with the users",
      `.drop('Arrival_Time', 'Creation_Time', 'Index', 'x', 'y', 'z').join(${usersPython}, ['User'])`,
      async (df, frames) =>
        df.drop("Arrival_Time", "Creation_Time", "Index", "x", "y", "z").join(await users(frames), ["User"]),
    ),
    good(
      "joined, then counted",
      `.join(${usersPython}, ['User']).groupBy('User', 'FirstName', 'LastName').count()`,
      async (df, frames) =>
        df
          .join(await users(frames), ["User"])
          .groupBy("User", "FirstName", "LastName")
          .count(),
    ),
    good("counted, then joined", `${count}.join(${usersPython}, ['User'])`, async (df, frames) =>
      df
        .groupBy("User")
        .count()
        .join(await users(frames), ["User"]),
    ),
    edits(
      "exercise 1: the columns of interest",
      ".select('title', 'user', 'bot', F.col('timestamp').cast('timestamp').alias('at'), 'wiki')",
      (df, { F }) => df.select("title", "user", "bot", F.col("timestamp").cast("timestamp").as("at"), "wiki"),
    ),
    edits("exercise 2: changes of each site", ".groupBy('wiki').count()", (df) => df.groupBy("wiki").count()),
    edits(
      "exercise 3: edits of a sliding hour",
      `.where("wiki == 'frwiki' and type == 'edit'").groupBy(F.window(F.timestamp_seconds('timestamp'), '1 hour', '5 minutes')).count()`,
      (df, { F }) =>
        df
          .where("wiki == 'frwiki' and type == 'edit'")
          .groupBy(F.window(F.timestampSeconds("timestamp"), "1 hour", "5 minutes"))
          .count(),
    ),
    {
      note: "document 002, exercise 4: changes of the pages on the list",
      python: `(lambda edits, pages: edits.join(pages, edits.title == pages.articleName).agg(F.count('*').alias('changes')))(${wikiPython}, t('pages'))`,
      frame: (frames) => {
        const [df, pages] = [wiki(frames), frames.t("pages")];
        return df
          .join(pages, df.col("title").equalTo(pages.col("articleName")))
          .agg(frames.F.count("*").as("changes"));
      },
    },
    {
      note: "document 002, the heart rates: a short that does not fit is null",
      python: `${pythonOf("hearts", heart)}.na.drop('any')`,
      frame: (frames) => parse(frames, "hearts", heart).na.drop("any"),
    },
    {
      note: "document 002, two sources joined: columns of one name",
      python: `${filteredPython}.join(${pythonOf("hearts", heart)}.na.drop('any'), 'User')`,
      frame: (frames) => filtered(frames).join(parse(frames, "hearts", heart).na.drop("any"), "User"),
    },
    {
      note: "document 002, words of each character",
      python: `(lambda df: df.select(df.character, F.explode(F.split(df.quote, ' ')).alias('word')).groupBy(df.character).count())(${pythonOf("quotes", "character STRING, quote STRING")})`,
      frame: (frames) => {
        const { F } = frames;
        const df = parse(frames, "quotes", "character STRING, quote STRING");
        return df
          .select(df.col("character"), F.explode(F.split(df.col("quote"), " ")).as("word"))
          .groupBy(df.col("character"))
          .count();
      },
    },
    {
      note: "document 002, the words themselves",
      python: `(lambda df: df.select(df.character, F.explode(F.split(df.quote, ' ')).alias('word')))(${pythonOf("quotes", "character STRING, quote STRING")})`,
      frame: (frames) => {
        const { F } = frames;
        const df = parse(frames, "quotes", "character STRING, quote STRING");
        return df.select(df.col("character"), F.explode(F.split(df.col("quote"), " ")).as("word"));
      },
    },
  ],
});
