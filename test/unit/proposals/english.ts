import type { Fixture } from './fixture.ts';

/** Headers as these systems export them; companies, people and amounts are made up. */
export const english: readonly Fixture[] = [
  {
    from: 'Salesforce, opportunity report',
    list: 'Opportunity Report',
    csv: `
Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount Currency,Amount,Expected Revenue Currency,Expected Revenue,Probability (%),Age,Close Date,Created Date,Next Step,Lead Source,Type,Opportunity ID,Forecast Category
Dana Ruiz,Northwind AG,Northwind - Data platform,Closed Won,Q1-2025,EUR,"120,000.00",EUR,"120,000.00",100,82,3/28/2025,1/5/2025,,Web,New Business,0065g00000AAAAA,Closed
Dana Ruiz,Fabrikam Inc.,Fabrikam - Security,Closed Lost,Q2-2025,USD,"45,500.00",USD,0.00,0,120,4/14/2025,12/15/2024,,Partner,New Business,0065g00000AAAAB,Omitted
Sam Oduya,Contoso Ltd,Contoso - Renewal 2025,Negotiation/Review,Q3-2025,USD,"310,000.00",USD,"279,000.00",90,45,8/30/2025,6/30/2025,Send contract,,Renewal,0065g00000AAAAC,Commit
Sam Oduya,Litware,Litware - Devices,Prospecting,Q4-2025,GBP,"18,250.50",GBP,"1,825.05",10,5,11/21/2025,8/9/2025,Call,Web,Existing Customer - Upgrade,0065g00000AAAAD,Pipeline
Ida Berg,Adatum,Adatum - Analytics,Proposal/Price Quote,Q3-2025,EUR,"77,000.00",EUR,"57,750.00",75,60,9/19/2025,6/2/2025,Demo,Event,New Business,0065g00000AAAAE,Best Case
Ida Berg,Wingtip,Wingtip - Cloud,Closed Won,Q1-2025,EUR,"9,900.00",EUR,"9,900.00",100,33,2/13/2025,1/11/2025,,Web,New Business,0065g00000AAAAF,Closed`,
    type: 'opportunity',
    sure: {
      id: 'Opportunity ID',
      name: 'Opportunity Name',
      organization: 'Account Name',
      stage: 'Stage',
      status: 'Stage',
      amount: 'Amount',
      closedOn: 'Close Date',
      expectedClose: 'Close Date',
      createdOn: 'Created Date',
      owner: 'Opportunity Owner',
      type: 'Type',
      forecastCategory: 'Forecast Category',
    },
    options: {
      amount: { currencyColumn: 'Amount Currency' },
      closedOn: { format: 'MM/dd/yyyy' },
      status: { values: { 'Closed Lost': 'lost', 'Closed Won': 'won', '*': 'open' } },
    },
  },
  {
    from: 'Salesforce, data loader',
    list: 'extract_opportunity',
    csv: `
ID,ISDELETED,ACCOUNTID,NAME,STAGENAME,AMOUNT,PROBABILITY,CLOSEDATE,TYPE,ISCLOSED,ISWON,FORECASTCATEGORYNAME,CURRENCYISOCODE,OWNERID,CREATEDDATE,LASTMODIFIEDDATE,Business_Value__c
0061r00001AAAAAAA2,false,0011r00002BBBBBAA1,Harbour rollout,Closed Won,52000,100,2025-03-28,New Business,true,true,Closed,EUR,0051r000008XXXXAAE,2025-01-05T10:00:00.000Z,2025-03-28T09:00:00.000Z,Two days faster close
0061r00001AAAABAA2,false,0011r00002BBBBCAA1,Plant security,Closed Lost,9000,0,2025-04-02,New Business,true,false,Omitted,EUR,0051r000008XXXXAAE,2025-01-15T10:00:00.000Z,2025-04-02T09:00:00.000Z,
0061r00001AAAACAA2,false,0011r00002BBBBBAA1,Fleet analytics,Qualification,31000,10,2025-12-02,Upsell,false,false,Pipeline,USD,0051r000008YYYYAAE,2025-08-01T10:00:00.000Z,2025-08-02T09:00:00.000Z,Less idle time
0061r00001AAAADAA2,false,0011r00002BBBBDAA1,Contract 2026,Negotiation/Review,88000,90,2025-11-30,Renewal,false,false,Commit,USD,0051r000008YYYYAAE,2025-07-21T10:00:00.000Z,2025-08-20T09:00:00.000Z,`,
    type: 'opportunity',
    sure: {
      id: 'ID',
      name: 'NAME',
      status: 'STAGENAME',
      stage: 'STAGENAME',
      amount: 'AMOUNT',
      type: 'TYPE',
      businessValue: 'Business_Value__c',
      closedOn: 'CLOSEDATE',
      expectedClose: 'CLOSEDATE',
      createdOn: 'CREATEDDATE',
      forecastCategory: 'FORECASTCATEGORYNAME',
      organization: 'ACCOUNTID',
      owner: 'OWNERID',
    },
  },
  {
    from: 'Dynamics 365 Sales, all opportunities',
    list: 'All Opportunities',
    csv: `
(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,Est. Close Date,Est. Revenue,Contact,Probability,Rating,Owner,Status,Status Reason,Created On,Actual Close Date
a1f1c8a0-0000-4000-8000-000000000001,xQ1==,11/3/2025 9:12,Warehouse robots,Northwind AG,31/10/2025,120000,Ana Ruiz,80,Hot,Dana Ruiz,Open,In Progress,14/05/2025 10:22,
a1f1c8a0-0000-4000-8000-000000000002,xQ2==,11/3/2025 9:12,CRM renewal,Fabrikam Inc.,25/03/2025,45500,Jo Park,100,Warm,Dana Ruiz,Won,Won,02/01/2025 08:00,27/03/2025
a1f1c8a0-0000-4000-8000-000000000003,xQ3==,11/3/2025 9:12,Branch network,Contoso Ltd,12/04/2025,8000,Lin Wu,0,Cold,Sam Oduya,Lost,Out-Sold,19/01/2025 16:40,14/04/2025
a1f1c8a0-0000-4000-8000-000000000004,xQ4==,11/3/2025 9:12,Field tablets,Litware,05/12/2025,33000,Bo Li,40,Warm,Sam Oduya,Open,On Hold,21/06/2025 11:05,`,
    type: 'opportunity',
    sure: {
      name: 'Topic',
      organization: 'Potential Customer',
      expectedClose: 'Est. Close Date',
      amount: 'Est. Revenue',
      owner: 'Owner',
      status: 'Status',
      createdOn: 'Created On',
      closedOn: 'Actual Close Date',
    },
    asked: { id: '(Do Not Modify) Opportunity' },
    options: { expectedClose: { format: 'dd/MM/yyyy' }, createdOn: { format: 'dd/MM/yyyy' } },
  },
  {
    from: 'HubSpot, deals',
    list: 'hubspot-crm-exports-all-deals',
    csv: `
Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Pipeline,Deal Type,Associated Company,Last Activity Date,Number of Sales Activities
9000000001,Harbour rollout,Closed Won (Sales Pipeline),2025-03-14 09:30,Dana Ruiz,52000,2025-01-07 08:10,Sales Pipeline,New Business,Northwind AG,2025-03-14 09:30,12
9000000002,Plant security,Closed Lost (Sales Pipeline),2025-02-20 17:05,Sam Oduya,9000,2025-01-11 10:00,Sales Pipeline,New Business,Fabrikam Inc.,2025-02-20 17:00,5
9000000003,Fleet analytics,Presentation Scheduled (Sales Pipeline),2025-11-30 12:00,Sam Oduya,31000,2025-06-02 14:21,Sales Pipeline,Existing Business,Contoso Ltd,2025-09-01 10:12,7
9000000004,Shop floor tablets,Contract Sent (Sales Pipeline),2025-12-15 12:00,Dana Ruiz,18000,2025-07-15 09:00,Sales Pipeline,New Business,Litware,2025-09-21 08:00,9`,
    type: 'opportunity',
    sure: {
      id: 'Record ID',
      name: 'Deal Name',
      stage: 'Deal Stage',
      status: 'Deal Stage',
      closedOn: 'Close Date',
      expectedClose: 'Close Date',
      owner: 'Deal owner',
      amount: 'Amount',
      createdOn: 'Create Date',
      type: 'Deal Type',
      organization: 'Associated Company',
    },
  },
  {
    from: 'Pipedrive, deals',
    list: 'deals-export',
    csv: `
Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Status,Deal - Stage,Deal - Organization,Deal - Owner,Deal - Deal created,Deal - Expected close date,Deal - Deal closed on,Deal - Lost reason
101,Harbour rollout,52000,EUR,Won,Proposal Made,Northwind AG,Dana Ruiz,2025-01-07 08:10:00,2025-03-10,2025-03-14 09:30:00,
102,Plant security,9000,EUR,Lost,Contact Made,Fabrikam Inc.,Sam Oduya,2025-01-11 10:00:00,,2025-02-20 17:05:00,Price
103,Fleet analytics,31000,GBP,Open,Demo Scheduled,Contoso Ltd,Sam Oduya,2025-06-02 14:21:00,2025-11-30,,
104,Shop floor tablets,18000,EUR,Open,Negotiations Started,Litware,Dana Ruiz,2025-07-15 09:00:00,2025-12-15,,`,
    type: 'opportunity',
    sure: {
      id: 'Deal - ID',
      name: 'Deal - Title',
      amount: 'Deal - Value',
      status: 'Deal - Status',
      stage: 'Deal - Stage',
      organization: 'Deal - Organization',
      owner: 'Deal - Owner',
      createdOn: 'Deal - Deal created',
      expectedClose: 'Deal - Expected close date',
      closedOn: 'Deal - Deal closed on',
    },
    options: { amount: { currencyColumn: 'Deal - Currency of Value' } },
  },
  {
    from: 'Zoho CRM, deals',
    list: 'Deals_2025_09_30',
    csv: `
Record Id,Deal Owner,Deal Name,Account Name,Type,Next Step,Lead Source,Contact Name,Amount,Closing Date,Stage,Probability (%),Expected Revenue,Campaign Source,Created Time,Modified Time
zcrm_4876876000000624001,Dana Ruiz,Harbour rollout,Northwind AG,New Business,,Web,Ana Ruiz,"$52,000.00",2025-03-14,Closed Won,100,"$52,000.00",,2025-01-07 08:10:22,2025-03-14 09:00:00
zcrm_4876876000000624002,Sam Oduya,Plant security,Fabrikam Inc.,New Business,,Web,Jo Park,"$9,000.00",2025-02-20,Closed Lost,0,$0.00,,2025-01-11 10:00:01,2025-02-20 17:05:00
zcrm_4876876000000624003,Sam Oduya,Fleet analytics,Contoso Ltd,Existing Business,Call,Partner,Lin Wu,"$31,000.00",2025-11-30,Needs Analysis,20,"$6,200.00",,2025-06-02 14:21:40,2025-09-01 10:12:00
zcrm_4876876000000624004,Dana Ruiz,Shop tablets,Litware,New Business,,Event,Bo Li,"$18,000.00",2025-12-15,Value Proposition,40,"$7,200.00",,2025-07-15 09:00:12,2025-09-21 08:00:00`,
    type: 'opportunity',
    sure: {
      id: 'Record Id',
      owner: 'Deal Owner',
      name: 'Deal Name',
      organization: 'Account Name',
      type: 'Type',
      amount: 'Amount',
      closedOn: 'Closing Date',
      expectedClose: 'Closing Date',
      stage: 'Stage',
      status: 'Stage',
      createdOn: 'Created Time',
    },
  },
  {
    from: 'SAP Sales Cloud, opportunities',
    list: 'SAP_Opportunities',
    csv: `
Opportunity ID;Opportunity;Account;Account ID;Expected Value;Currency;Close Date;Sales Phase;Status;Employee Responsible;Created On;Product Category
4711;Line 4 upgrade;Northwind AG;1000234;1.250.000,00;EUR;31.12.2025;Quotation;In Process;Dana Ruiz;15.01.2025;Platform
4712;Spare parts portal;Fabrikam Inc.;1000235;80.500,50;EUR;28.02.2025;Decision;Won;Sam Oduya;03.12.2024;Apps
4713;Predictive service;Contoso Ltd;1000236;12.000,00;EUR;14.03.2025;Decision;Lost;Sam Oduya;20.11.2024;Platform
4714;Energy dashboard;Litware;1000237;45.000,00;EUR;30.11.2025;Identify Opportunity;In Process;Dana Ruiz;22.06.2025;Apps`,
    type: 'opportunity',
    sure: {
      id: 'Opportunity ID',
      name: 'Opportunity',
      amount: 'Expected Value',
      stage: 'Sales Phase',
      owner: 'Employee Responsible',
      createdOn: 'Created On',
      closedOn: 'Close Date',
      expectedClose: 'Close Date',
      status: 'Status',
    },
    asked: { organization: 'Account ID' },
    options: { amount: { currencyColumn: 'Currency', decimal: ',' }, createdOn: { format: 'dd.MM.yyyy' } },
  },
  {
    from: 'Salesforce, accounts',
    list: 'Accounts',
    csv: `
Account ID,Account Name,Parent Account ID,Industry,Billing Country,Billing City,Annual Revenue,Employees,Website,Phone,Type
0015g00000AAAA1,Northwind AG,,Logistics,Germany,Hamburg,1200000000,5400,northwind.example,+49 40 1,Customer
0015g00000AAAA2,Northwind Polska,0015g00000AAAA1,Logistics,Poland,Gdynia,90000000,410,northwind.example,+48 58 1,Customer
0015g00000AAAA3,Northwind Iberia,0015g00000AAAA1,Logistics,Spain,Vigo,70000000,280,northwind.example,+34 98 1,Customer
0015g00000AAAA4,Northwind UK Ltd,0015g00000AAAA1,Retail,United Kingdom,Hull,50000000,190,northwind.example,+44 14 1,Customer`,
    type: 'organization',
    sure: { id: 'Account ID', name: 'Account Name', parent: 'Parent Account ID', lineOfBusiness: 'Industry', country: 'Billing Country' },
  },
  {
    from: 'a contract register',
    list: 'Contract register 2025',
    csv: `
Contract Number,Account Name,Contract Type,Contract Start Date,Contract End Date,Customer Signed Date,Annual Contract Value (USD),Contract Owner,Renewed From,Days to expiry
C-00017,Northwind AG,Enterprise Agreement,2023-07-01,2026-06-30,2023-06-12,1450000,Dana Ruiz,C-00009,270
C-00018,Fabrikam Inc.,CSP,2025-01-01,2025-12-31,2024-12-19,88000,Sam Oduya,,90
C-00019,Contoso Ltd,MPSA,2024-03-01,2027-02-28,2024-02-27,230000,Dana Ruiz,C-00011,510
C-00009,Northwind AG,Enterprise Agreement,2020-07-01,2023-06-30,2020-06-30,1200000,Dana Ruiz,,0`,
    type: 'agreement',
    sure: {
      id: 'Contract Number',
      organization: 'Account Name',
      program: 'Contract Type',
      startsOn: 'Contract Start Date',
      endsOn: 'Contract End Date',
      signedOn: 'Customer Signed Date',
      annualValue: 'Annual Contract Value (USD)',
      owner: 'Contract Owner',
      renews: 'Renewed From',
    },
    options: { annualValue: { currency: 'USD' }, program: { values: { 'Enterprise Agreement': 'EA' } } },
  },
  {
    from: 'HubSpot, contacts',
    list: 'contacts',
    csv: `
Record ID,Full Name,Email,Job Title,Seniority,Associated Company,Contact owner,Phone Number,Lifecycle Stage
5501,Ana Ruiz,ana.ruiz@northwind.example,Chief Information Officer,C-Level,Northwind AG,Dana Ruiz,+49 40 11,Customer
5502,Jo Park,jo.park@fabrikam.example,VP Operations,VP,Fabrikam Inc.,Sam Oduya,+1 425 11,Customer
5503,Lin Wu,lin.wu@contoso.example,Director of IT,Director,Contoso Ltd,Sam Oduya,+86 21 11,Customer
5504,Bo Li,bo.li@litware.example,Buyer,Staff,Litware,Dana Ruiz,+86 10 11,Customer`,
    type: 'contact',
    sure: {
      id: 'Record ID',
      name: 'Full Name',
      address: 'Email',
      title: 'Job Title',
      level: 'Seniority',
      organization: 'Associated Company',
      relationshipOwner: 'Contact owner',
    },
    options: { level: { values: { 'C-Level': 'CXO' } } },
  },
  {
    from: 'a survey tool, answers',
    list: 'NPS survey responses',
    csv: `
Response ID,Respondent,Company,Survey,Submitted on,NPS Score,Comments
R_1a2b3c01,Ana Ruiz,Northwind AG,FY25 H1,2025-03-02,9,Great team
R_1a2b3c02,Jo Park,Fabrikam Inc.,FY25 H1,2025-03-04,6,Slow answers
R_1a2b3c03,Lin Wu,Contoso Ltd,FY25 H1,2025-03-09,10,
R_1a2b3c04,Bo Li,Litware,FY25 H1,2025-03-11,7,Fine`,
    type: 'score',
    sure: {
      id: 'Response ID',
      contact: 'Respondent',
      organization: 'Company',
      survey: 'Survey',
      answeredOn: 'Submitted on',
      score: 'NPS Score',
      comment: 'Comments',
    },
  },
  {
    from: 'an ERP, invoices',
    list: 'Invoices',
    csv: `
Invoice No,Bill To,Invoice Date,Due Date,Net Amount,Currency,Material,Contract Number
90001,Northwind AG,15.01.2025,14.02.2025,"12.500,00",EUR,Platform,C-00017
90002,Northwind AG,15.02.2025,17.03.2025,"12.500,00",EUR,Platform,C-00017
90003,Fabrikam Inc.,28.02.2025,30.03.2025,"3.100,50",EUR,Apps,C-00018
90004,Contoso Ltd,31.03.2025,30.04.2025,"8.000,00",EUR,Apps,C-00019`,
    type: 'revenue',
    sure: {
      id: 'Invoice No',
      organization: 'Bill To',
      recognisedOn: 'Invoice Date',
      amount: 'Net Amount',
      product: 'Material',
      agreement: 'Contract Number',
    },
    options: { amount: { currencyColumn: 'Currency', decimal: ',' }, recognisedOn: { format: 'dd.MM.yyyy' } },
  },
  {
    from: 'licence usage',
    list: 'License usage',
    csv: `
Organization,Product,Report date,Total licenses,Assigned,Active users,On current version
Northwind AG,Office Suite,2025-06-30,5000,4100,3800,3500
Northwind AG,Security,2025-06-30,5000,2500,2100,2000
Fabrikam Inc.,Office Suite,2025-06-30,800,760,700,650
Contoso Ltd,Office Suite,2025-06-30,1200,300,250,100`,
    type: 'deployment',
    sure: {
      id: '(row)',
      organization: 'Organization',
      product: 'Product',
      measuredOn: 'Report date',
      owned: 'Total licenses',
      deployed: 'Assigned',
      active: 'Active users',
      current: 'On current version',
    },
  },
  {
    from: 'a sheet of targets',
    list: 'Targets FY26',
    csv: `
Metric,Period,Target value,Currency
net-new-revenue,FY2026,25000000,USD
win-rate,FY2026,35%,
ea-renewal-rate,FY2026-Q1,85%,
relationship-score,FY2026,80,`,
    type: 'target',
    sure: { kpi: 'Metric', period: 'Period', value: 'Target value' },
  },
  {
    from: 'a price list',
    list: 'products',
    csv: 'product,series,sales_price\nGX Basic,GX,550\nGX Pro,GX,4821\nMX Special,MX,55',
    type: null,
    sure: {},
  },
  {
    from: 'holidays',
    list: 'Public holidays',
    csv: 'Date,Holiday,Country\n2025-01-01,New Year,Germany\n2025-05-01,Labour Day,France\n2025-12-25,Christmas,Spain',
    type: null,
    sure: {},
  },
  {
    from: 'service tickets',
    list: 'Tickets',
    csv: 'Ticket ID,Title,Priority,Queue,Opened At,Resolved At,Requester\nT-1,Printer broken,High,Service desk,2025-01-02 10:00,2025-01-02 12:00,Ana Ruiz\nT-2,Password,Low,Service desk,2025-01-03 10:00,,Jo Park\nT-3,Laptop,Low,Hardware,2025-01-04 10:00,2025-01-08 09:00,Bo Li',
    type: null,
    sure: {},
  },
  {
    from: 'stock in a warehouse',
    list: 'Inventory',
    csv: 'SKU,Description,Warehouse,Quantity on hand,Reorder level,Unit cost\nA-1,Bolt,North,500,100,0.10\nA-2,Nut,North,900,100,0.05\nA-3,Washer,South,1500,300,0.01',
    type: null,
    sure: {},
  },
  {
    from: 'expenses',
    list: 'Expenses',
    csv: 'Employee,Category,Date,Amount,Currency,Approved\nAna Ruiz,Travel,2025-01-02,120.50,EUR,Yes\nJo Park,Meals,2025-01-03,40.00,EUR,No\nBo Li,Travel,2025-01-09,310.00,EUR,Yes',
    type: null,
    sure: {},
  },
];
