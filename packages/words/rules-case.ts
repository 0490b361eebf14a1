/** What happened and what to do, for every rule about the case as a whole; each pair is Chinese, English. */
export const caseRules = {
  'CASE-1': {
    happened: ['这一步只能由本案的商户本人办理。', 'Only the merchant of this case can do this.'],
    remedy: ['请商户用自己的手机号登录后办理。', 'Let the merchant sign in with their own phone and do it.'],
  },
  'CASE-2': {
    happened: ['商户没有选定贵公司承办。', 'The merchant has not chosen your company.'],
    remedy: ['请等商户选定报价后再办理。', 'Wait until the merchant has chosen your offer.'],
  },
  'CASE-3': {
    happened: [
      '终端已经开通，开通所依据的材料不再改动。',
      'The terminal is live; what it went live on stays as it is.',
    ],
    remedy: [
      '有问题请报工单；要更换终端，请收单机构先收回现有终端。',
      'Open a ticket for a problem; to change the terminal, the acquirer first takes this one back.',
    ],
  },
  'CASE-4': {
    happened: [
      '商户已撤销这项申请，不再办理。',
      'The merchant has withdrawn this application; it goes no further.',
    ],
    remedy: ['要重新办理，请新建申请。', 'To go on, open a new application.'],
  },
  'CASE-5': {
    happened: [
      '双方签署的协议仍然有效，申请不能撤销。',
      'The agreement both have signed is in force; it cannot be withdrawn.',
    ],
    remedy: [
      '请先请收单机构收回终端；协议期满后即可撤销。',
      'Have the acquirer take the terminal back first; once the agreed term is over you may withdraw.',
    ],
  },
} as const
