/** The functions a query may use: those of https://www.sqlite.org/lang_corefunc.html and its neighbours that only compute. */
export const functionsOfQueries: ReadonlySet<string> = new Set(
  `
  -> ->> abs acos asin atan atan2 avg ceil ceiling char coalesce concat concat_ws cos count cume_dist
  current_date current_time current_timestamp date datetime degrees dense_rank exp first_value floor format glob group_concat hex
  if ifnull iif instr json json_array json_array_length json_extract json_group_array json_group_object json_object json_type
  json_valid julianday lag last_value lead length like likelihood likely ln log log10 log2 lower ltrim max median min mod nth_value
  ntile nullif octet_length percent_rank percentile percentile_cont percentile_disc pi pow power printf quote radians rank replace
  round row_number rtrim sign sin sqrt strftime string_agg substr substring sum tan time timediff total trim trunc typeof unicode
  unixepoch unlikely upper
  `
    .trim()
    .split(/\s+/),
);
