-- A provider that was asked for an offer and is not chosen, or not any more, reads its own row of the case and no more:
-- the visits, texts, tests and quizzes of a case are the chosen provider's, and of the facts only those of its own people.
alter policy party on visits using (exists (
  select from cases c where c.case_id = visits.case_id
     and (asking_principal() <> 'provider' or c.provider_id = asking_organisation())));
alter policy party on agreement_texts using (exists (
  select from cases c where c.case_id = agreement_texts.case_id
     and (asking_principal() <> 'provider' or c.provider_id = asking_organisation())));
alter policy party on quizzes using (exists (
  select from cases c where c.case_id = quizzes.case_id
     and (asking_principal() <> 'provider' or c.provider_id = asking_organisation())));
-- The messages of a test stand behind its run already.
alter policy party on function_tests using (asking_principal() = 'house' or exists (
  select from cases c where c.case_id = function_tests.case_id
     and (asking_principal() <> 'provider' or c.provider_id = asking_organisation())));
alter policy read on facts using (
  asking_principal() in ('house', 'regulator', 'operator')
  -- One's own acts, whatever they are about.
  or person_id = asking_person()
  or exists (select from cases c where 'case/' || c.case_id = facts.stream
     and (asking_principal() <> 'provider' or c.provider_id = asking_organisation()
       or facts.organisation_id = asking_organisation())));
