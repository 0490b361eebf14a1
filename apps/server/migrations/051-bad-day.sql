-- A functional test may be given a bad day: which of the built-in scripts the test host plays for this run besides the suite.
alter table function_tests add column script text check (script in ('bad-day'));
