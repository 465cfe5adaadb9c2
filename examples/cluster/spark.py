"""Runs a command in SHARDS shards as tasks of a Spark job, merges them, and reads their results as one DataFrame:

    spark-submit examples/cluster/spark.py JOB SHARDS RESULTS run plans/ --replications 100k

Driver and executors must see JOB, RESULTS and the files of the command under the same paths, and have staffcast on the PATH. Give each
command a JOB folder of its own. Shards travel as files, not through Spark: one that is run again, or twice, writes the same bytes.
"""

import os
import subprocess
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import element_at, input_file_name, split

job, shards, results, *command = sys.argv[1:]
job, results, folder = os.path.abspath(job), os.path.abspath(results), os.getcwd()


def run_shard(number):
    shard = ["staffcast", *command, "--out", job, "--shard", f"{number}/{shards}", "--threads", "1", "--quiet"]
    done = subprocess.run(shard, cwd=folder, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"shard {number} of {shards}: {done.stderr}")


spark = SparkSession.builder.appName("staffcast").getOrCreate()
numbers = range(1, int(shards) + 1)
spark.sparkContext.parallelize(numbers, len(numbers)).foreach(run_shard)
subprocess.run(["staffcast", "merge", job, "--out", results], check=True)

monthly = spark.read.csv(f"file://{results}/*/monthly.csv", header=True, inferSchema=True)
monthly = monthly.withColumn("scenario", element_at(split(input_file_name(), "/"), -2))
rates = monthly.where("measure = 'agency_rate' and team = 'service'")
last = rates.groupBy("scenario").agg({"month": "max"}).withColumnRenamed("max(month)", "month")
rates.join(last, ["scenario", "month"]).select("scenario", "month", "mean", "p10", "p90").orderBy("scenario").show(200, truncate=False)
spark.stop()
