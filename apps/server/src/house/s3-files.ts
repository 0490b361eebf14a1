import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { FilesS3 } from './config.ts'
import { checkKey, type FileStore, guarded, type StoredFile } from './file-store.ts'

/** A transaction waits for the store, and may wait 30 s in all (database.ts). */
const patience = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true }

/** Any S3-compatible store (OSS, COS, OBS, MinIO); it is listed `pageSize` keys at a time. */
export const openS3 = (place: FilesS3, pageSize = 1_000): FileStore => {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey, pathStyle } = place
  const client = new S3Client({
    ...(endpoint === null ? {} : { endpoint }),
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: pathStyle,
    // The newer default checksums are unknown to most compatible stores; our own seal already proves every byte.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
    requestHandler: patience,
  })
  const at = (key: string) => ({ Bucket: bucket, Key: checkKey(key) })
  return {
    put: (key, bytes) =>
      guarded(async () => void (await client.send(new PutObjectCommand({ ...at(key), Body: bytes })))),
    get: (key) =>
      guarded(async () => {
        const { Body } = await client.send(new GetObjectCommand(at(key)))
        if (!Body) throw new Error(`${key} has no body`)
        return Buffer.from(await Body.transformToByteArray())
      }),
    remove: (key) => guarded(async () => void (await client.send(new DeleteObjectCommand(at(key))))),
    async *list(prefix = '') {
      let next: string | undefined
      do {
        const page = await guarded(() =>
          client.send(
            new ListObjectsV2Command({
              Bucket: bucket,
              Prefix: prefix,
              MaxKeys: pageSize,
              ...(next ? { ContinuationToken: next } : {}),
            }),
          ),
        )
        for (const { Key, LastModified } of page.Contents ?? [])
          if (Key && LastModified) yield { key: Key, storedAt: LastModified } satisfies StoredFile
        next = page.IsTruncated ? page.NextContinuationToken : undefined
      } while (next !== undefined)
    },
  }
}
