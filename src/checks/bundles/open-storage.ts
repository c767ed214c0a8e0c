import { check, page } from '../../model/check.ts';
import backends from '../../facts/bundles/backends.ts';
import { judgeAnswers } from '../../facts/bundles/reading/answers.ts';

export default check({
  title: 'File storage does not list its files to strangers',
  failingTitle: 'Anybody can list the files of the product’s storage',
  requirements: ['EDGE-10'],
  stage: 'secrets',
  target: 'site',
  severity: 'high',
  impact: 'trust',
  why: 'A list of names is a list of downloads: invoices, pictures and exports of customers.',
  sources: [
    page(
      'Amazon S3: blocking public access',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    ),
  ],
  needs: { asked: backends },
  fix: 'Take the right to list away from everybody (block public access, or a rule that asks for a user); single public files may stay.',
  effortMinutes: 30,
  reproduce: () => `curl -sS 'https://<bucket>.s3.amazonaws.com/?list-type=2&max-keys=1' | head -c 300`,
  judge: ({ asked }) =>
    judgeAnswers(asked, ['firebase-storage', 's3', 'gcs', 'azure-blob', 'spaces'], {
      isWrong: () => true,
    }),
});
