// Reads the environment's files, so that no secret is typed into a command:
//   set -a; . env/.env.prod; . env/.env.prod.user; set +a
//   az deployment group create --resource-group "$AZURE_RESOURCE_GROUP_NAME" --parameters infra/main.bicepparam
using './main.bicep'

param suffix = readEnvironmentVariable('RESOURCE_SUFFIX')
param tenantId = readEnvironmentVariable('TENANT_ID')
param clientId = readEnvironmentVariable('CLIENT_ID')
param clientSecret = readEnvironmentVariable('SECRET_CLIENT_SECRET', '')
param cloud = readEnvironmentVariable('CLOUD', 'global')
param bot = readEnvironmentVariable('BOT', 'on')
param botAs = readEnvironmentVariable('BOT_AS', 'app')
param administrators = readEnvironmentVariable('ADMINS')
param teamsAppId = readEnvironmentVariable('TEAMS_APP_ID')
param customDomain = readEnvironmentVariable('CUSTOM_DOMAIN', '')
param registryName = readEnvironmentVariable('RESOURCE_SUFFIX')
param image = readEnvironmentVariable('IMAGE', 'account-pulse:latest')
param tokenKey = readEnvironmentVariable('SECRET_TOKEN_KEY')
param erasureKey = readEnvironmentVariable('SECRET_ERASURE_KEY')
param databasePassword = readEnvironmentVariable('SECRET_DATABASE_PASSWORD')
