import type pkcs11 from 'pkcs11js'
import type { KekSource } from './config.ts'
import { type Kek, KekMissing, type KekProvider } from './kek.ts'

/**
 * Key-encryption keys inside a PKCS#11 token (an HSM; SoftHSM in the tests). They are made there, marked sensitive and not
 * extractable, and only wrap and unwrap there (CKM_AES_KEY_WRAP_PAD, RFC 5649): this process never holds them. The keys
 * they wrap pass through the token as session objects and are destroyed after each use.
 */
const labelOf = (number: number) => `fangxin-kek-${number}`
const labelled = /^fangxin-kek-(\d+)$/

const load = async (): Promise<typeof pkcs11> => {
  try {
    return (await import('pkcs11js')).default
  } catch (cause) {
    throw new KekMissing(
      'PKCS11_MODULE needs the optional package pkcs11js, which did not build on this machine',
      {
        cause,
      },
    )
  }
}

export const tokenKeks = async ({
  module,
  token,
  pin,
}: Extract<KekSource, { kind: 'pkcs11' }>): Promise<KekProvider> => {
  const p11 = await load()
  const library = new p11.PKCS11()
  library.load(module)
  library.C_Initialize()
  const slot = library.C_GetSlotList(true).find((each) => library.C_GetTokenInfo(each).label.trim() === token)
  if (slot === undefined) {
    library.C_Finalize()
    throw new KekMissing(`${module} has no token ${token}`)
  }
  const session = library.C_OpenSession(slot, p11.CKF_SERIAL_SESSION | p11.CKF_RW_SESSION)
  library.C_Login(session, p11.CKU_USER, pin)
  const mechanism = { mechanism: p11.CKM_AES_KEY_WRAP_PAD }
  const secret = [
    { type: p11.CKA_CLASS, value: p11.CKO_SECRET_KEY },
    { type: p11.CKA_KEY_TYPE, value: p11.CKK_AES },
  ]

  const labels = (): number[] => {
    library.C_FindObjectsInit(session, secret)
    try {
      return library
        .C_FindObjects(session, 1000)
        .map((handle) => library.C_GetAttributeValue(session, handle, [{ type: p11.CKA_LABEL }])[0])
        .map((label) => Number(labelled.exec(label?.value.toString() ?? '')?.[1] ?? 0))
        .filter((number) => number > 0)
        .sort((one, other) => one - other)
    } finally {
      library.C_FindObjectsFinal(session)
    }
  }
  const handleOf = (number: number): pkcs11.Handle => {
    library.C_FindObjectsInit(session, [...secret, { type: p11.CKA_LABEL, value: labelOf(number) }])
    try {
      const [handle] = library.C_FindObjects(session, 1)
      if (!handle) throw new KekMissing(`the token ${token} has no key ${labelOf(number)}`)
      return handle
    } finally {
      library.C_FindObjectsFinal(session)
    }
  }
  const make = (number: number): void => {
    library.C_GenerateKey(session, { mechanism: p11.CKM_AES_KEY_GEN }, [
      ...secret,
      { type: p11.CKA_LABEL, value: labelOf(number) },
      { type: p11.CKA_VALUE_LEN, value: 32 },
      { type: p11.CKA_TOKEN, value: true },
      { type: p11.CKA_PRIVATE, value: true },
      { type: p11.CKA_SENSITIVE, value: true },
      { type: p11.CKA_EXTRACTABLE, value: false },
      { type: p11.CKA_WRAP, value: true },
      { type: p11.CKA_UNWRAP, value: true },
    ])
  }
  /** A session object for one key on its way: readable by its maker, gone with the call. */
  const passing = [
    ...secret,
    { type: p11.CKA_TOKEN, value: false },
    { type: p11.CKA_SENSITIVE, value: false },
    { type: p11.CKA_EXTRACTABLE, value: true },
  ]
  const kekOf = (number: number): Kek => {
    const handle = handleOf(number)
    return {
      id: `pkcs11:${number}`,
      wrap(key) {
        const object = library.C_CreateObject(session, [
          ...passing,
          { type: p11.CKA_VALUE, value: Buffer.from(key) },
        ])
        try {
          const wrapped = library.C_WrapKey(session, mechanism, handle, object, Buffer.alloc(64))
          return Promise.resolve(Buffer.from(wrapped))
        } finally {
          library.C_DestroyObject(session, object)
        }
      },
      unwrap(wrapped) {
        const object = library.C_UnwrapKey(session, mechanism, handle, Buffer.from(wrapped), passing)
        try {
          const [value] = library.C_GetAttributeValue(session, object, [{ type: p11.CKA_VALUE }])
          return Promise.resolve(Buffer.from(value?.value as Buffer))
        } finally {
          library.C_DestroyObject(session, object)
        }
      },
    }
  }
  return {
    current() {
      const last = labels().at(-1)
      if (last === undefined) make(1)
      return Promise.resolve(kekOf(last ?? 1))
    },
    find: (id) => Promise.resolve(kekOf(Number(/^pkcs11:(\d+)$/.exec(id)?.[1] ?? Number.NaN))),
    renew() {
      const next = (labels().at(-1) ?? 0) + 1
      make(next)
      return Promise.resolve(kekOf(next))
    },
    close() {
      library.C_Logout(session)
      library.C_CloseSession(session)
      library.C_Finalize()
    },
  }
}
