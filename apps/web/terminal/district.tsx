import { areaList } from '@vant/area-data'

/** Province, city and county by name; the names are Chinese in both languages. In a file of its own: the list is long. */
export default function District({ code }: { code: string }) {
  const { province_list, city_list, county_list } = areaList
  const names = [
    province_list[`${code.slice(0, 2)}0000`],
    city_list[`${code.slice(0, 4)}00`],
    county_list[code],
  ].filter((name) => name !== undefined)
  return <span lang="zh-CN">{[...new Set(names)].join(' ') || code}</span>
}
