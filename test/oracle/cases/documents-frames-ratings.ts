import { frameFamily, type FrameCase, type Frames } from "../format.js";
import type { DataFrame } from "../../../src/dataframe/dataframe.js";

const titlesPython = "spark.read.csv(files + '/documents/titles.csv')";
const titles = ({ session, files }: Frames): Promise<DataFrame> =>
  session.read.csv(`${files}/documents/titles.csv`);
const aggregatesPython = (counted: string): string =>
  `(lambda df, movies: df.groupBy(F.window('timestamp', '30 days'), 'movie_id').agg(F.count('${counted}').alias('rating_count'), F.sum('rating').alias('rating_sum'), F.approx_count_distinct('rating').alias('unique_rating_count')).join(movies, df.movie_id == movies['_c0'], 'inner').select(F.unix_timestamp(F.col('window.start')).alias('window_start'), 'movie_id', F.col('_c2').alias('title'), 'rating_count', 'rating_sum', 'unique_rating_count'))`;
const aggregates =
  (counted: string, change = (df: DataFrame): DataFrame => df) =>
  async (frames: Frames): Promise<DataFrame> => {
    const { F, t } = frames;
    const [df, movies] = [change(t("ratings")), await titles(frames)];
    return df
      .groupBy(F.window("timestamp", "30 days"), F.col("movie_id"))
      .agg(
        F.count(counted).as("rating_count"),
        F.sum("rating").as("rating_sum"),
        F.approxCountDistinct("rating").as("unique_rating_count"),
      )
      .join(movies, df.col("movie_id").equalTo(movies.col("_c0")), "inner")
      .select(
        F.unixTimestamp(F.col("window.start")).as("window_start"),
        "movie_id",
        F.col("_c2").as("title"),
        "rating_count",
        "rating_sum",
        "unique_rating_count",
      );
  };
const anomalyPython = (size: string, start: string, end: string, comma: string): string =>
  `(lambda found, movies: found.join(movies, found.movie_id == movies['_c0'], 'inner').select(F.col('${end}').alias('window_end'), F.col('${start}').alias('window_start'), 'movie_id', F.col('_c2').alias('title'), F.col('_c1').alias('Year'), 'ratingCount', 'ratingMean').select(F.concat(F.col('window_start'), F.lit('${comma}'), F.col('window_end'), F.lit('${comma}'), F.col('title'), F.lit('${comma}'), F.col('ratingCount'), F.lit('${comma}'), F.col('ratingMean')).alias('value')))(t('ratings').withWatermark('timestamp', '1 days').groupBy(F.window('timestamp', '${size}', '1 day'), 'movie_id').agg(F.count('*').alias('ratingCount'), F.mean('rating').alias('ratingMean')).filter('ratingCount >= 2 AND ratingMean >= 2'), ${titlesPython})`;
const anomalies =
  (size: string, start: string, end: string, comma: string) =>
  async (frames: Frames): Promise<DataFrame> => {
    const { F, t } = frames;
    const movies = await titles(frames);
    const found = t("ratings")
      .withWatermark("timestamp", "1 days")
      .groupBy(F.window("timestamp", size, "1 day"), F.col("movie_id"))
      .agg(F.count("*").as("ratingCount"), F.mean("rating").as("ratingMean"))
      .filter("ratingCount >= 2 AND ratingMean >= 2");
    const parts = ["window_start", "window_end", "title", "ratingCount", "ratingMean"].map((c) => F.col(c));
    return found
      .join(movies, found.col("movie_id").equalTo(movies.col("_c0")), "inner")
      .select(
        F.col(end).as("window_end"),
        F.col(start).as("window_start"),
        "movie_id",
        F.col("_c2").as("title"),
        F.col("_c1").as("Year"),
        "ratingCount",
        "ratingMean",
      )
      .select(F.concat(...parts.flatMap((c, i) => (i === 0 ? [c] : [F.lit(comma), c]))).as("value"));
  };
const anomaly = (note: string, ...how: [string, string, string, string]): FrameCase => ({
  note: `document 001, ${note}`,
  python: anomalyPython(...how),
  frame: anomalies(...how),
});

export default frameFamily("documents-frames-ratings", {
  views: {
    ratings: `SELECT to_timestamp(split(value, ',')[0]) AS timestamp, split(value, ',')[1] AS movie_id, split(value, ',')[2] AS user_id, cast(split(value, ',')[3] AS int) AS rating FROM VALUES
      ('2002-03-01,1,10,4'), ('2002-03-01,2,11,5'), ('2002-03-01,1,12,3'), ('2002-03-02,1,13,3'), ('2002-03-30,1,10,5'), ('2002-04-15,2,10,1'), ('2002-04-15,2,11,2'), ('2002-04-15,9,12,5'), ('2002-04-15,3,12,4'), ('2002-04-15,3,13,4'), ('2002-04-15,3,14,4') AS t(value)`,
  },
  cases: [
    { note: "document 001, the file of titles: the unquoted comma", python: titlesPython, frame: titles },
    {
      note: "document 001, titles whole: a line cut at its first two commas",
      python:
        "spark.read.text(files + '/documents/titles.csv').select(F.split('value', ',', 3).alias('part')).select(F.col('part')[0].alias('id'), F.col('part')[1].alias('year'), F.col('part')[2].alias('title'))",
      frame: ({ session, files, F }) =>
        session.read
          .text(`${files}/documents/titles.csv`)
          .select(F.split("value", ",", 3).as("part"))
          .select(...["id", "year", "title"].map((name, i) => F.col("part").getItem(i).as(name))),
    },
    {
      note: "document 001, the file of ratings, typed",
      python:
        "spark.read.option('header', True).schema('date DATE, film_id STRING, user_id STRING, rate INT').csv(files + '/documents/ratings.csv')",
      frame: ({ session, files }) =>
        session.read
          .option("header", true)
          .schema("date DATE, film_id STRING, user_id STRING, rate INT")
          .csv(`${files}/documents/ratings.csv`),
    },
    {
      note: "document 001, as printed: there is no column r",
      python: `${aggregatesPython("r")}(t('ratings'), ${titlesPython})`,
      frame: aggregates("r"),
    },
    {
      note: "document 001, mode A",
      python: `${aggregatesPython("*")}(t('ratings'), ${titlesPython})`,
      frame: aggregates("*"),
    },
    {
      note: "document 001, mode C: a table has no late rows",
      python: `${aggregatesPython("*")}(t('ratings').withWatermark('timestamp', '1 days'), ${titlesPython})`,
      frame: aggregates("*", (df) => df.withWatermark("timestamp", "1 days")),
    },
    anomaly("as printed: #1 is no number", "#1 days", "window.start", "window.end", ","),
    anomaly("as printed: there is no column window_end", "1 days", "window_start", "window_end", ", "),
    anomaly("anomalies with the separators of the code", "1 days", "window.start", "window.end", ", "),
    anomaly("anomalies with those of the output", "1 days", "window.start", "window.end", ","),
    anomaly("anomalies of thirty days", "30 days", "window.start", "window.end", ","),
  ],
});
