# The SSM document, and a user for the bot that may send it and nothing else. Use:
#   terraform init && terraform apply -var region=eu-central-1
# The access key is made by hand (`aws iam create-access-key`), so that it never lies in Terraform's state.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "region" {
  type        = string
  description = "Where the machines are"
}

provider "aws" {
  region = var.region
}

data "aws_caller_identity" "this" {}

resource "aws_ssm_document" "order" {
  name            = "OpenClaw-Order"
  document_type   = "Command"
  document_format = "JSON"
  target_type     = "/AWS::EC2::Instance"
  content         = file("${path.module}/openclaw-order.json")
}

resource "aws_iam_policy" "bot" {
  name        = "openclaw-incident-bot"
  description = "Send one document to machines that are tagged openclaw=enrolled"
  policy = replace(
    replace(file("${path.module}/iam-policy.json"), "REGION", var.region),
    "ACCOUNT", data.aws_caller_identity.this.account_id
  )
}

resource "aws_iam_user" "bot" {
  name = "openclaw-incident-bot"
}

resource "aws_iam_user_policy_attachment" "bot" {
  user       = aws_iam_user.bot.name
  policy_arn = aws_iam_policy.bot.arn
}

# As SSM_DOCUMENT: name, version and SHA-256 of the text, so that a changed document is refused by AWS itself.
output "ssm_document" {
  value = "${aws_ssm_document.order.name}:${aws_ssm_document.order.latest_version}:${sha256(file("${path.module}/openclaw-order.json"))}"
}
