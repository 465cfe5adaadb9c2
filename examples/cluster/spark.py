"""Runs scenarios in SHARDS shards as tasks of a Spark job, merges them, and reads their results as one DataFrame:

    spark-submit examples/cluster/spark.py JOB SHARDS RESULTS run plans/ --replications 100k

Driver and executors must see JOB, RESULTS and the scenarios under the same paths, and have staffcast on the PATH. Give each command
a JOB folder of its own. Shards travel as files, not through Spark: one that is run again, or twice, writes the same bytes.
"""

import os
import subprocess
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, element_at, input_file_name, split

job, shards, results, *command = sys.argv[1:]
if command[0] != "run":
    sys.exit(f"only `run` writes monthly.csv, which is read here, and not `{command[0]}`: read another table for it")
job, results, folder = os.path.abspath(job), os.path.abspath(results), os.getcwd()


def run_shard(number):
    shard = ["staffcast", *command, "--out", job, "--shard", f"{number}/{shards}", "--threads", "1", "--quiet"]
    done = subprocess.run(shard, cwd=folder, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 2):  # 2: a scenario is wrong, and would be so again
        raise RuntimeError(f"shard {number} of {shards}: {done.stderr}")
    return done.stderr


spark = SparkSession.builder.appName("staffcast").getOrCreate()
numbers = range(1, int(shards) + 1)
messages = spark.sparkContext.parallelize(numbers, len(numbers)).map(run_shard).collect()
merged = subprocess.run(["staffcast", "merge", job, "--out", results])
if merged.returncode not in (0, 2) or not os.path.isdir(results):
    sys.exit("".join(dict.fromkeys(messages)))

monthly = spark.read.csv(f"file://{results}/*/monthly.csv", header=True, inferSchema=True)
monthly = monthly.withColumn("month", col("month").cast("date")).withColumn("scenario", element_at(split(input_file_name(), "/"), -2))
rates = monthly.where("measure = 'agency_rate' and team = 'service'")
last = rates.groupBy("scenario").agg({"month": "max"}).withColumnRenamed("max(month)", "month")
rates.join(last, ["scenario", "month"]).select("scenario", "month", "mean", "p10", "p90").orderBy("scenario").show(200, truncate=False)
spark.stop()
sys.exit(merged.returncode)
