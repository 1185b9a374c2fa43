/** Files that count for the folder they stand in, whatever their names: https://developer.hashicorp.com/terraform/language/files */
export const READ_BY_FOLDER = /\.(?:(?:tf|tofu|tfvars)(?:\.json)?|terraform\.lock\.hcl)$/;
