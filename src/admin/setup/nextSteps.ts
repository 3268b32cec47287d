import type { Cloud } from '../../graph/clouds.ts';

/** What comes after the app registration, with the commands as they are typed. */
export function nextSteps({ env, cloud, values }: { env: string; cloud: Cloud; values: Readonly<Record<string, string>> }): string {
  const group = values.AZURE_RESOURCE_GROUP_NAME || 'account-pulse';
  const name = values.RESOURCE_SUFFIX || 'accountpulse';
  const identity = values.MANAGED_IDENTITY
    ? ''
    : ' --credential managed-identity --managed-identity <IDENTITY_CLIENT_ID> --identity-principal <IDENTITY_PRINCIPAL_ID>';
  return [
    'Next, in Azure (skip what you have; elsewhere the Dockerfile makes the image and docs/administrator.md lists the settings):',
    ...(cloud.azure === 'AzureCloud' ? [] : [`  az cloud set --name ${cloud.azure}`]),
    '  az login',
    `  az group create --name ${group} --location <region>`,
    `  az acr create --resource-group ${group} --name ${name} --sku Basic`,
    `  az acr build --registry ${name} --image account-pulse:latest .`,
    `  az deployment group create --resource-group ${group} --template-file infra/main.bicep --parameters infra/main.bicepparam \\`,
    `      --parameters suffix=${name} registryName=${name} tenantId=${values.TENANT_ID ?? '<TENANT_ID>'} clientId=${values.CLIENT_ID ?? '<CLIENT_ID>'} \\`,
    `      --parameters administrators="${values.ADMINS ?? ''}" teamsAppId=${values.TEAMS_APP_ID ?? '<TEAMS_APP_ID>'} cloud=${cloud.name} \\`,
    `      --parameters tokenKey="$TOKEN_KEY" erasureKey="$ERASURE_KEY" databasePassword="$DATABASE_PASSWORD"`,
    `    (the keys stand in env/.env.${env}.user; read them into the shell, they need not be typed)`,
    'It prints TAB_DOMAIN, IDENTITY_CLIENT_ID and IDENTITY_PRINCIPAL_ID. Then, so that the app knows its address and trusts that identity:',
    `  npm run setup -- --env ${env} --tab-domain <TAB_DOMAIN>${identity}`,
    'The package for Teams, and whether everything works:',
    `  npm run build:app -- ${env}        dist/appPackage/appPackage.${env}.zip → Teams admin centre → Manage apps → Upload`,
    `  npm run setup -- --env ${env} --site https://<organisation>.sharepoint.com/sites/<team>`,
    `  npm run doctor -- --env ${env} --sign-in`,
  ].join('\n');
}
