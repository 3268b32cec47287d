// Everything that an installation needs in Azure, for one organisation: a container that serves tab, API and bot, the identity
// it runs as, a PostgreSQL that only it can reach, and the bot's registration. The app registration is made beforehand by
// `npm run setup`; the image lies in the registry that is named. It can be deployed again: nothing is made twice.
targetScope = 'resourceGroup'

@description('Part of every name: lower-case letters and digits.')
@minLength(3)
@maxLength(20)
param suffix string
param location string = resourceGroup().location

@description('The directory, and the app registration in it.')
param tenantId string
param clientId string
@secure()
@description('Empty: the container proves itself by its managed identity, which the app registration trusts.')
param clientSecret string = ''

@allowed(['global', 'usgov', 'usgovdod', 'china'])
param cloud string = 'global'
@description('on: the bot is registered, and answers.')
@allowed(['on', 'off'])
param bot string = cloud == 'china' ? 'off' : 'on'
@description('app: the bot is the app registration, for one tenant. identity: it is the managed identity.')
@allowed(['app', 'identity'])
param botAs string = 'app'
param botDisplayName string = 'Account Pulse'

@description('Directory ids or addresses, separated by commas, of those who keep policies, metrics and erasure.')
param administrators string
@description('The id of the app in Teams: the manifest\'s when sideloaded, the catalogue\'s when published.')
param teamsAppId string
@description('A domain of your own that leads to the container; empty: the one that Azure gives it.')
param customDomain string = ''

@description('The container registry in this resource group that holds the image.')
param registryName string
param image string = 'account-pulse:latest'

@secure()
@description('32 random bytes in base64: seals what people let the app do in their name.')
param tokenKey string
@secure()
@description('32 random bytes in base64: by it an erased person is known again, without their name.')
param erasureKey string
@secure()
@minLength(16)
param databasePassword string
param databaseSku string = 'Standard_B2s'
param databaseTier string = 'Burstable'
param databaseStorageGb int = 32
@description('More than one: they share the work by the database.')
@minValue(1)
@maxValue(10)
param servers int = 1

var databaseUser = 'pulse'
var databaseZones = {
  global: 'postgres.database.azure.com'
  usgov: 'postgres.database.usgovcloudapi.net'
  usgovdod: 'postgres.database.usgovcloudapi.net'
  china: 'postgres.database.chinacloudapi.cn'
}
var appName = 'app-${suffix}'
var givenDomain = '${appName}.${apps.properties.defaultDomain}'
var domain = empty(customDomain) ? givenDomain : customDomain

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${suffix}'
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

// It may pull the image, and nothing else.
resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, 'AcrPull')
  scope: registry
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${suffix}'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: 'net-${suffix}'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.0.0/23'
          delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.20.2.0/28'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
    ]
  }

  resource appsSubnet 'subnets' existing = { name: 'apps' }
  resource databaseSubnet 'subnets' existing = { name: 'database' }
}

resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${suffix}.private.${databaseZones[cloud]}'
  location: 'global'
}

resource databaseZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: databaseZone
  name: 'net-${suffix}'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'db-${suffix}'
  location: location
  sku: { name: databaseSku, tier: databaseTier }
  properties: {
    version: '16'
    administratorLogin: databaseUser
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: databaseStorageGb, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    network: {
      delegatedSubnetResourceId: network::databaseSubnet.id
      privateDnsZoneArmResourceId: databaseZone.id
      publicNetworkAccess: 'Disabled'
    }
  }
  dependsOn: [databaseZoneLink]
}

resource pulse 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: database
  name: 'pulse'
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
}

resource apps 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: 'env-${suffix}'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    vnetConfiguration: { infrastructureSubnetId: network::appsSubnet.id }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
  }
}

var isByIdentity = empty(clientSecret)
var isBotIdentity = botAs == 'identity' && isByIdentity
var databaseUrl = 'postgresql://${databaseUser}:${uriComponent(databasePassword)}@${database.properties.fullyQualifiedDomainName}:5432/pulse?sslmode=verify-full'

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: appName
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    managedEnvironmentId: apps.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: 3978
        transport: 'auto'
        allowInsecure: false
      }
      registries: [{ server: registry.properties.loginServer, identity: identity.id }]
      secrets: concat(
        [
          { name: 'database-url', value: databaseUrl }
          { name: 'token-key', value: tokenKey }
          { name: 'erasure-key', value: erasureKey }
        ],
        isByIdentity ? [] : [{ name: 'client-secret', value: clientSecret }]
      )
    }
    template: {
      containers: [
        {
          name: 'account-pulse'
          image: '${registry.properties.loginServer}/${image}'
          resources: { cpu: json('1.0'), memory: '2Gi' }
          env: concat(
            [
              { name: 'TENANT_ID', value: tenantId }
              { name: 'CLIENT_ID', value: clientId }
              { name: 'CLOUD', value: cloud }
              { name: 'BOT', value: bot }
              { name: 'TAB_DOMAIN', value: domain }
              { name: 'TEAMS_APP_ID', value: teamsAppId }
              { name: 'ADMINS', value: administrators }
              { name: 'DATABASE_URL', secretRef: 'database-url' }
              { name: 'TOKEN_KEY', secretRef: 'token-key' }
              { name: 'ERASURE_KEY', secretRef: 'erasure-key' }
            ],
            isByIdentity
              ? [{ name: 'MANAGED_IDENTITY', value: identity.properties.clientId }]
              : [{ name: 'CLIENT_SECRET', secretRef: 'client-secret' }],
            isBotIdentity ? [{ name: 'BOT_ID', value: identity.properties.clientId }] : []
          )
          probes: [
            // Migrations run before it listens.
            { type: 'Startup', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 5, failureThreshold: 60 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 20, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 10, failureThreshold: 6 }
          ]
        }
      ]
      // Digests and cards are due whether somebody looks or not: it is never scaled to nothing.
      scale: { minReplicas: servers, maxReplicas: servers }
    }
  }
  dependsOn: [mayPull, pulse]
}

resource botRegistration 'Microsoft.BotService/botServices@2022-09-15' = if (bot == 'on') {
  name: 'bot-${suffix}'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: botDisplayName
    endpoint: 'https://${domain}/api/messages'
    msaAppType: isBotIdentity ? 'UserAssignedMSI' : 'SingleTenant'
    msaAppId: isBotIdentity ? identity.properties.clientId : clientId
    msaAppTenantId: tenantId
    msaAppMSIResourceId: isBotIdentity ? identity.id : null
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = if (bot == 'on') {
  parent: botRegistration
  name: 'MsTeamsChannel'
  location: 'global'
  properties: { channelName: 'MsTeamsChannel' }
}

// `npm run setup` is told these, and the Agents Toolkit writes them to the environment's file by these names.
output TAB_DOMAIN string = domain
output AZURE_DOMAIN string = givenDomain
output IDENTITY_CLIENT_ID string = identity.properties.clientId
output IDENTITY_PRINCIPAL_ID string = identity.properties.principalId
output BOT_ID string = isBotIdentity ? identity.properties.clientId : clientId
output CONTAINER_APP string = app.name
