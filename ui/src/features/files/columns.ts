// Columns and special filters of the list of hardship files.

/** 一年未改 and its kin: the questions a county asks. */
export const SPECIAL_FILTERS = [
  { id: 'untouched', label: '一年未改' },
  { id: 'never_aided', label: '未帮扶过' },
  { id: 'incomplete', label: '资料不全' },
  { id: 'publicity', label: '公示中' },
];

export const FILE_COLUMNS = [
  { id: 'tick', label: '', width: '1.2rem' },
  { id: 'file_no', label: '编号', width: '9.3rem', sort: 'file_no' },
  { id: 'name', label: '姓名', width: 'minmax(5rem, 1fr)', sort: 'name' },
  { id: 'sex', label: '性别', width: '2.2rem' },
  { id: 'age', label: '年龄', width: '2.4rem', num: true },
  { id: 'category', label: '填报类别', width: '6.3rem' },
  { id: 'computed', label: '测算', width: '4.4rem' },
  { id: 'per_capita', label: '人均月收入', width: '6rem', num: true, sort: 'per_capita' },
  { id: 'cause', label: '致困原因', width: 'minmax(5.5rem, 1fr)' },
  { id: 'members', label: '人口', width: '2.4rem', num: true },
  { id: 'employer', label: '单位', width: 'minmax(7.5rem, 1.6fr)' },
  { id: 'village', label: '村居', width: 'minmax(4.5rem, 0.8fr)', sort: 'village' },
  { id: 'updated', label: '更新日期', width: '6rem', sort: 'updated_on' },
  { id: 'status', label: '状态', width: '8.8rem' },
];
