import type { Cloud } from '../../graph/clouds.ts';

/** What comes after the app registration, with the commands as they are typed. */
export function nextSteps({ env, cloud, values }: { env: string; cloud: Cloud; values: Readonly<Record<string, string>> }): string {
  const group = values.AZURE_RESOURCE_GROUP_NAME || 'account-pulse';
  const name = values.RESOURCE_SUFFIX || '<RESOURCE_SUFFIX>';
  const identity = values.MANAGED_IDENTITY
    ? ''
    : ' \\\n      --credential managed-identity --managed-identity <IDENTITY_CLIENT_ID> --identity-principal <IDENTITY_PRINCIPAL_ID>';
  return [
    'Next, in Azure (elsewhere the Dockerfile makes the image, and docs/administrator.md lists the settings):',
    ...(cloud.azure === 'AzureCloud' ? [] : [`  az cloud set --name ${cloud.azure}`]),
    '  az login',
    `  az group create --name ${group} --location <region>`,
    `  az acr create --resource-group ${group} --name ${name} --sku Basic`,
    `  az acr build --registry ${name} --image account-pulse:latest .`,
    `  set -a; . env/.env.${env}; . env/.env.${env}.user; set +a      # no secret is typed, none stays in the history`,
    `  az deployment group create --resource-group ${group} --parameters infra/main.bicepparam --query properties.outputs`,
    'It prints TAB_DOMAIN, IDENTITY_CLIENT_ID and IDENTITY_PRINCIPAL_ID. Then, so that the app knows its address and trusts that identity:',
    `  npm run setup -- --env ${env} --tab-domain <TAB_DOMAIN>${identity}`,
    ...(values.SECRET_CLIENT_SECRET
      ? ['  and the deployment once more: with the secret gone, the container proves itself by its identity']
      : []),
    'The package for Teams, each account’s site, and whether everything works:',
    `  npm run build:app -- ${env}      # dist/appPackage/appPackage.${env}.zip → Teams admin centre → Manage apps → Upload`,
    `  npm run setup -- --env ${env} --site https://<organisation>.sharepoint.com/sites/<team>`,
    `  npm run doctor -- --env ${env} --sign-in`,
    `  npm run smoke -- --env ${env}`,
  ].join('\n');
}
