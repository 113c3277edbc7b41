"""Runs a script with boto3's resources and clients going to the server under test: run.py ENDPOINT SCRIPT [ARGUMENT ...]

The scripts are written as for AWS itself; where they connect to is all that is changed.
"""
import functools
import os
import sys

endpoint, script = sys.argv[1:3]
os.environ.update(
    AWS_ACCESS_KEY_ID="local",
    AWS_SECRET_ACCESS_KEY="local",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_EC2_METADATA_DISABLED="true",
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
)
import boto3  # noqa: E402

boto3.resource = functools.partial(boto3.resource, endpoint_url=endpoint)
boto3.client = functools.partial(boto3.client, endpoint_url=endpoint)
sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
with open(script, encoding="utf-8") as source:
    exec(compile(source.read(), script, "exec"), {"__name__": "__main__"})
