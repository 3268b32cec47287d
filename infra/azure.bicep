// The web app that serves tab, API and bot, and the bot's registration. The database is the organisation's own
// PostgreSQL 15 or newer: an embedded database does not belong on the network disk of a web app.
@description('Part of every name; letters and digits.')
param resourceSuffix string
param location string = resourceGroup().location
param tenantId string
param clientId string
@secure()
param clientSecret string
@secure()
param databaseUrl string
param administrators string
param teamsAppId string
param botDisplayName string
param sku string = 'B2'

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: 'plan-${resourceSuffix}'
  location: location
  kind: 'linux'
  sku: { name: sku }
  properties: { reserved: true }
}

resource web 'Microsoft.Web/sites@2023-12-01' = {
  name: 'web-${resourceSuffix}'
  location: location
  kind: 'app,linux'
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node src/main.ts --mode tenant'
      alwaysOn: true
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      healthCheckPath: '/healthz'
      appSettings: [
        { name: 'NODE_ENV', value: 'production' }
        { name: 'PORT', value: '8080' }
        { name: 'WEBSITES_PORT', value: '8080' }
        { name: 'DATA_DIR', value: '/home/data' }
        { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
        { name: 'TENANT_ID', value: tenantId }
        { name: 'CLIENT_ID', value: clientId }
        { name: 'CLIENT_SECRET', value: clientSecret }
        { name: 'DATABASE_URL', value: databaseUrl }
        { name: 'ADMINS', value: administrators }
        { name: 'TAB_DOMAIN', value: 'web-${resourceSuffix}.azurewebsites.net' }
        { name: 'TEAMS_APP_ID', value: teamsAppId }
      ]
    }
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: 'bot-${resourceSuffix}'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: botDisplayName
    endpoint: 'https://${web.properties.defaultHostName}/api/messages'
    msaAppId: clientId
    msaAppTenantId: tenantId
    msaAppType: 'SingleTenant'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: { channelName: 'MsTeamsChannel' }
}

// The Agents Toolkit writes outputs to the environment file by these names.
output TAB_DOMAIN string = web.properties.defaultHostName
output WEB_APP_RESOURCE_ID string = web.id
