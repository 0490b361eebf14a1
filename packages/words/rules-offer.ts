/** What happened and what to do, for every rule about offers; each pair is Chinese, English. */
export const offerRules = {
  'OFFR-1': {
    happened: [
      '还不能询价：审核或需求没有完成。',
      'Offers cannot be asked for yet: review or needs are not done.',
    ],
    remedy: ['请先完成审核并填写需求。', 'Finish the review and record the needs first.'],
  },
  'OFFR-2': {
    happened: ['商户没有向贵公司询价。', 'The merchant did not ask your company.'],
    remedy: ['只有被询价的服务商可以答复。', 'Only a provider that was asked may answer.'],
  },
  'OFFR-3': {
    happened: ['没有选择新的服务商。', 'No new provider was named.'],
    remedy: ['请至少选择一家还没有询价的服务商。', 'Choose at least one provider not asked yet.'],
  },
  'OFFR-4': {
    happened: ['报价的有效期已过。', 'The offer’s validity is over.'],
    remedy: ['请服务商给出仍然有效的报价。', 'Ask the provider for an offer that is still valid.'],
  },
  'OFFR-5': {
    happened: ['商户已经选定这份报价，不能再改或撤回。', 'The merchant has chosen this offer; it stands.'],
    remedy: ['可以在方案中给出同样或更低的价格。', 'The proposal may keep its prices or lower them.'],
  },
  'OFFR-6': {
    happened: ['没有这份报价，或它已被撤回。', 'There is no such offer, or it was withdrawn.'],
    remedy: ['请刷新后从现有报价中选择。', 'Reload and choose from the offers on the table.'],
  },
  'OFFR-7': {
    happened: ['协议已经签署，报价阶段结束。', 'The agreement is signed; the bidding is over.'],
    remedy: [
      '收单机构签署之前，商户还可以撤回协议重新选择。',
      'Until the acquirer signs, the merchant may withdraw the agreement and choose again.',
    ],
  },
} as const
